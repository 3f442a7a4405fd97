import { startPostgres } from '../../../../tools/servers/postgres';

/** A process that starts a server, says where, and never stops it. */
void startPostgres({ own: true }).then(({ address }) => process.send?.(address));
