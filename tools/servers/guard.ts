import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What a server leaves behind unless someone tidies up. */
export interface Leavings {
	/** The file in which the server keeps its process id in the first line; it is not there while no server runs. */
	readonly pidFile: string;
	/** The signal that ends the server at once, with the processes it has started. */
	readonly signal: 'QUIT' | 'KILL';
	readonly folders: readonly string[];
}

/**
 * Reads until this process has closed the pipe, which the system does for one that is killed. A server that is in its
 * first moments is not in the file yet; it ends by itself when it finds its folder gone.
 */
const script = `cat > /dev/null
if pid=$(head -n 1 "$1" 2> /dev/null) && kill -"$2" "$pid"; then
	while kill -0 "$pid"; do sleep 0.05; done
fi 2> /dev/null
shift 2
rm -rf "$@"`;

/**
 * Ends the server and removes its folders when this process has ended, also by SIGKILL, or when the answer is called,
 * which resolves when that is done. Begin it before the server.
 */
export function startGuard({ pidFile, signal, folders }: Leavings): () => Promise<void> {
	// A session of its own: Ctrl-C in the terminal ends this process, and not what tidies up behind it.
	const guard = spawn('sh', ['-c', script, 'guard', pidFile, signal, ...folders], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
	const ended = once(guard, 'exit');
	return async () => {
		guard.stdin.end();
		await ended;
	};
}
