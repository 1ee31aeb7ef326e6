using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('types')</c>: V8's own type tests.</summary>
internal static unsafe class TypesBinding
{
    public static void Define(BindingBuilder b) => b
        .Function("isArgumentsObject", &IsArgumentsObject)
        .Function("isArrayBuffer", &IsArrayBuffer)
        .Function("isAsyncFunction", &IsAsyncFunction)
        .Function("isBigIntObject", &IsBigIntObject)
        .Function("isBooleanObject", &IsBooleanObject)
        .Function("isDate", &IsDate)
        .Function("isExternal", &IsExternal)
        .Function("isGeneratorFunction", &IsGeneratorFunction)
        .Function("isGeneratorObject", &IsGeneratorObject)
        .Function("isMap", &IsMap)
        .Function("isMapIterator", &IsMapIterator)
        .Function("isModuleNamespaceObject", &IsModuleNamespaceObject)
        .Function("isNativeError", &IsNativeError)
        .Function("isNumberObject", &IsNumberObject)
        .Function("isPromise", &IsPromise)
        .Function("isProxy", &IsProxy)
        .Function("isRegExp", &IsRegExp)
        .Function("isSet", &IsSet)
        .Function("isSetIterator", &IsSetIterator)
        .Function("isSharedArrayBuffer", &IsSharedArrayBuffer)
        .Function("isStringObject", &IsStringObject)
        .Function("isSymbolObject", &IsSymbolObject)
        .Function("isWeakMap", &IsWeakMap)
        .Function("isWeakSet", &IsWeakSet)
        .Function("isAnyArrayBuffer", &IsAnyArrayBuffer)
        .Function("isBoxedPrimitive", &IsBoxedPrimitive);

    private static void IsArgumentsObject(CallInfo info) => info.Return(V8Api.IsArgumentsObject(info[0]) != 0);

    private static void IsArrayBuffer(CallInfo info) => info.Return(V8Api.IsArrayBuffer(info[0]) != 0);

    private static void IsAsyncFunction(CallInfo info) => info.Return(V8Api.IsAsyncFunction(info[0]) != 0);

    private static void IsBigIntObject(CallInfo info) => info.Return(V8Api.IsBigIntObject(info[0]) != 0);

    private static void IsBooleanObject(CallInfo info) => info.Return(V8Api.IsBooleanObject(info[0]) != 0);

    private static void IsDate(CallInfo info) => info.Return(V8Api.IsDate(info[0]) != 0);

    private static void IsExternal(CallInfo info) => info.Return(V8Api.IsExternal(info[0]) != 0);

    private static void IsGeneratorFunction(CallInfo info) => info.Return(V8Api.IsGeneratorFunction(info[0]) != 0);

    private static void IsGeneratorObject(CallInfo info) => info.Return(V8Api.IsGeneratorObject(info[0]) != 0);

    private static void IsMap(CallInfo info) => info.Return(V8Api.IsMap(info[0]) != 0);

    private static void IsMapIterator(CallInfo info) => info.Return(V8Api.IsMapIterator(info[0]) != 0);

    private static void IsModuleNamespaceObject(CallInfo info) => info.Return(V8Api.IsModuleNamespaceObject(info[0]) != 0);

    private static void IsNativeError(CallInfo info) => info.Return(V8Api.IsNativeError(info[0]) != 0);

    private static void IsNumberObject(CallInfo info) => info.Return(V8Api.IsNumberObject(info[0]) != 0);

    private static void IsPromise(CallInfo info) => info.Return(V8Api.IsPromise(info[0]) != 0);

    private static void IsProxy(CallInfo info) => info.Return(V8Api.IsProxy(info[0]) != 0);

    private static void IsRegExp(CallInfo info) => info.Return(V8Api.IsRegExp(info[0]) != 0);

    private static void IsSet(CallInfo info) => info.Return(V8Api.IsSet(info[0]) != 0);

    private static void IsSetIterator(CallInfo info) => info.Return(V8Api.IsSetIterator(info[0]) != 0);

    private static void IsSharedArrayBuffer(CallInfo info) => info.Return(V8Api.IsSharedArrayBuffer(info[0]) != 0);

    private static void IsStringObject(CallInfo info) => info.Return(V8Api.IsStringObject(info[0]) != 0);

    private static void IsSymbolObject(CallInfo info) => info.Return(V8Api.IsSymbolObject(info[0]) != 0);

    private static void IsWeakMap(CallInfo info) => info.Return(V8Api.IsWeakMap(info[0]) != 0);

    private static void IsWeakSet(CallInfo info) => info.Return(V8Api.IsWeakSet(info[0]) != 0);

    private static void IsAnyArrayBuffer(CallInfo info) => info.Return(V8Api.IsArrayBuffer(info[0]) != 0 || V8Api.IsSharedArrayBuffer(info[0]) != 0);

    private static void IsBoxedPrimitive(CallInfo info)
    {
        var value = info[0];
        info.Return(V8Api.IsNumberObject(value) != 0 || V8Api.IsStringObject(value) != 0 || V8Api.IsBooleanObject(value) != 0
            || V8Api.IsBigIntObject(value) != 0 || V8Api.IsSymbolObject(value) != 0);
    }
}
