import g from './g.cjs'; export default g;
