/** As the platform wants numbers: Chinese ones without their country, others without the plus sign. */
export const vendorNumber = (address: string): string => address.replace(/^\+86(?=1\d{10}$)/, '').replace(/^\+/, '');

/** Whether a stored number can get text messages: of a Chinese one it shows, one of another country may. */
export const isMobile = (number: unknown): number is string =>
	typeof number === 'string' && /^\+\d{6,15}$/.test(number) && (!number.startsWith('+86') || /^\+861[3-9]\d{9}$/.test(number));
