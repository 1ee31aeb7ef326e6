export default 'cond-node';
