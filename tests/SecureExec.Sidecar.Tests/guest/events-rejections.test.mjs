// Promises of listeners that reject become 'error' events where that is asked for.
import { EventEmitter, captureRejectionSymbol, errorMonitor, once } from 'node:events';
const capturing = new EventEmitter({ captureRejections: true });
capturing.on('work', async (n) => { throw new Error(`rejected ${n}`); });
capturing.on(errorMonitor, (error) => console.log('monitor', error.message));
capturing.on('error', (error) => console.log('error', error.message));
capturing.emit('work', 1);
await new Promise((resolve) => setImmediate(resolve));
class Own extends EventEmitter {
  constructor() { super({ captureRejections: true }); }
  [captureRejectionSymbol](error, event, ...args) { console.log('own', error.message, event, args); }
}
const own = new Own();
own.on('x', async () => { throw new Error('mine'); });
own.emit('x', 'a', 'b');
await new Promise((resolve) => setImmediate(resolve));
const failing = once(own, 'never');
own.emit('error', new Error('while waiting'));
await failing.catch((error) => console.log('once rejects', error.message));
try { new EventEmitter({ captureRejections: 'yes' }); } catch (error) { console.log(error.code, error.message); }
try { new EventEmitter().emit('error', { some: 'object' }); } catch (error) { console.log(error.name, error.code, error.message, error.context); }
try { new EventEmitter().emit('error'); } catch (error) { console.log(error.code, error.message); }
