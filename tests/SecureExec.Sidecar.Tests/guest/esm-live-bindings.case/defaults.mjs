export default function () { return 'default ' + (typeof renamed); } const renamed = 7; export { renamed };
