export function messageKey(message: string): string;
