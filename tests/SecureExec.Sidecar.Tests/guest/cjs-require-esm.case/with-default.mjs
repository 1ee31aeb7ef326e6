export default () => 'called'; export const extra = 1;
