export default 'cond-default';
