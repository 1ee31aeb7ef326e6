globalThis.u = import.meta.url;
