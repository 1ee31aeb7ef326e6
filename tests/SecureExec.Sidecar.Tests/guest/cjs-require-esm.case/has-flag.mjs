export const __esModule = 'mine';
