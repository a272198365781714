/** What a run of the kind `notification.deliver` works on. */
export const deliverySubject = (deliveryId: number): string => `notification:${deliveryId}`;

export const deliveryIdOf = (subject: string): number => Number(subject.split(':')[1]);
