using SecureExec.Sidecar.Compression;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('zlib')</c>: streams of zlib's formats and of Brotli, and CRC-32. Zstandard is absent.</summary>
internal static unsafe class ZlibBinding
{
    private const int MaxWindowBits = 15, MaxParameters = 16;

    public static void Define(BindingBuilder b)
    {
        b.Class("Zlib", Methods(b.NewClass("Zlib", CompressionHandle.Fields, &Construct)).Method("init", &InitZlib));
        b.Class("BrotliEncoder", Methods(b.NewClass("BrotliEncoder", CompressionHandle.Fields, &Construct)).Method("init", &InitEncoder));
        b.Class("BrotliDecoder", Methods(b.NewClass("BrotliDecoder", CompressionHandle.Fields, &Construct)).Method("init", &InitDecoder));
        b.Function("crc32", &CyclicCheck);
    }

    private static ClassBuilder Methods(ClassBuilder builder) => FsAsyncObject.Methods(builder)
        .Method("write", &Write)
        .Method("writeSync", &WriteSync)
        .Method("params", &Parameters)
        .Method("reset", &Reset)
        .Method("close", &Close);

    // (mode)
    private static void Construct(CallInfo info)
    {
        var mode = info.Int32(0);
        if (!info.IsNumber(0) || mode is < (int)ZlibMode.Deflate or > (int)ZlibMode.BrotliEncode)
        {
            info.ThrowTypeError("Bad argument");
            return;
        }
        for (var field = 0; field < CompressionHandle.Fields; field++)
            V8Api.ObjectSetInternal(info.This, field, V8.Int(info.Isolate, 0));
        FsAsyncObject.Begin(info.Realm, info.This, "ZLIB");
        V8Api.ObjectSetInternal(info.This, CompressionHandle.ModeField, V8.Int(info.Isolate, mode));
        info.Realm.Wrap(info.This, new CompressionHandle(info.Realm));
    }

    private static CompressionHandle? Of(CallInfo info) => info.Realm.Unwrap<CompressionHandle>(info.This);

    // (windowBits, level, memLevel, strategy, writeState, callback, dictionary, rejectGarbageAfterEnd)
    private static void InitZlib(CallInfo info)
    {
        var mode = (ZlibMode)V8.SmiValue(V8Api.ObjectGetInternal(info.This, CompressionHandle.ModeField));
        var (windowBits, level, memoryLevel, strategy) = (info.Int32(0), info.Int32(1), info.Int32(2), info.Int32(3));
        var mayBeZero = mode is ZlibMode.Inflate or ZlibMode.Gunzip or ZlibMode.Unzip;
        if (Of(info) is not { IsOpen: false } handle || mode > ZlibMode.Unzip || !TryResult(info, 4, 5)
            || !(windowBits is >= 8 and <= MaxWindowBits || windowBits == 0 && mayBeZero)
            || level is < -1 or > 9 || memoryLevel is < 1 or > 9 || strategy is < 0 or > 4)
        {
            info.ThrowTypeError("Bad argument");
            return;
        }
        byte[]? dictionary = null;
        if (info.IsObject(6) && info.Bytes(6, out var given))
            dictionary = given.ToArray();
        var bytes = ZlibEngine.BytesOf(mode, windowBits, memoryLevel) + (dictionary?.Length ?? 0);
        if (!info.Realm.State<ExternalMemory>().Take(info.Realm, bytes))
        {
            V8.ThrowRangeError(info.Isolate, "Failed to allocate memory", "ERR_MEMORY_ALLOCATION_FAILED");
            return;
        }
        handle.Open(new ZlibEngine(mode, windowBits, level, memoryLevel, (ZlibStrategy)strategy, dictionary, info.IsTrue(7)), bytes);
    }

    // (parameters, writeState, callback, dictionary)
    private static void InitEncoder(CallInfo info)
    {
        if (TryParameters(info, out var handle, out var parameters))
            Begin(info, handle!, new BrotliEncoderEngine(parameters, info.Realm.State<ExternalMemory>(), info.Realm.Guest.HeapLimitBytes));
    }

    // The decoder's one parameter with an effect, a window of more than 16 MiB, is not to be had from .NET's library.
    private static void InitDecoder(CallInfo info)
    {
        const int largeWindow = 1;
        if (!TryParameters(info, out var handle, out var parameters))
            return;
        if (parameters.Length > largeWindow && parameters[largeWindow] is not (0 or BrotliEncoderEngine.NotGiven))
            Errors.Throw(info.Realm, Abi.Errno.ENOSYS, "zlib.BROTLI_DECODER_PARAM_LARGE_WINDOW");
        else
            Begin(info, handle!, new BrotliDecoderEngine(info.Realm.State<ExternalMemory>(), info.Realm.Guest.HeapLimitBytes));
    }

    private static bool TryParameters(CallInfo info, out CompressionHandle? handle, out uint[] parameters)
    {
        (handle, parameters) = (Of(info), []);
        if (handle is not { IsOpen: false } || !TryResult(info, 1, 2) || !info.Bytes(0, out var bytes) || bytes.Length > MaxParameters * sizeof(uint))
        {
            info.ThrowTypeError("Bad argument");
            return false;
        }
        if (info.IsObject(3))
        {
            Errors.Throw(info.Realm, Abi.Errno.ENOSYS, "zlib.brotli.dictionary");
            return false;
        }
        parameters = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(bytes).ToArray();
        return true;
    }

    private static void Begin(CallInfo info, CompressionHandle handle, BrotliEngine engine)
    {
        if (engine.TryBegin())
        {
            handle.Open(engine, 0);
            return;
        }
        engine.Dispose();
        info.Throw("Initialization failed", "ERR_ZLIB_INITIALIZATION_FAILED");
    }

    // A Uint32Array of two, and the callback of asynchronous writes.
    private static bool TryResult(CallInfo info, int result, int callback)
    {
        if (V8.IsSmi(info[result]) || V8Api.IsArrayBufferView(info[result]) == 0 || !info.IsFunction(callback))
            return false;
        V8Api.ObjectSetInternal(info.This, CompressionHandle.ResultField, info[result]);
        V8Api.ObjectSetInternal(info.This, CompressionHandle.CallbackField, info[callback]);
        return true;
    }

    private static void Write(CallInfo info)
    {
        if (TryWrite(info, out var handle, out var write))
            handle!.WriteLater(info.This, write!);
    }

    private static void WriteSync(CallInfo info)
    {
        if (TryWrite(info, out var handle, out var write))
            handle!.Write(info.This, write!);
    }

    // (flush, input or null, start, length, output, start, length)
    private static bool TryWrite(CallInfo info, out CompressionHandle? handle, out CompressionWrite? write)
    {
        (handle, write) = (Of(info), null);
        if (handle is not { IsOpen: true, IsBusy: false })
        {
            info.Throw("Write in progress, or the stream is not open", "ERR_INVALID_STATE");
            return false;
        }
        // The numbers first: reading them can run JavaScript.
        if (!TryNumbers(info, out var numbers))
            return false;
        int input = 0, output = 0;
        if (info.IsObject(1) && info.Bytes(1, out var from))
            input = from.Length;
        if (info.IsObject(4) && info.Bytes(4, out var to))
            output = to.Length;
        var hasInput = info.IsObject(1);
        if (numbers.Flush is < 0 or > 5 || hasInput && !Fits(numbers.InputAt, numbers.InputLength, input) || !Fits(numbers.OutputAt, numbers.OutputLength, output))
        {
            V8.ThrowRangeError(info.Isolate, "The write is beyond its buffers", "ERR_OUT_OF_RANGE");
            return false;
        }
        write = new CompressionWrite(info[1], info[4])
        {
            Flush = (int)numbers.Flush,
            InputAt = hasInput ? (int)numbers.InputAt : 0,
            InputLeft = hasInput ? (int)numbers.InputLength : 0,
            OutputAt = (int)numbers.OutputAt,
            OutputLeft = (int)numbers.OutputLength,
        };
        return true;
    }

    private static bool Fits(long start, long length, int whole) => start <= whole && length <= whole - start;

    private static bool TryNumbers(CallInfo info, out (long Flush, long InputAt, long InputLength, long OutputAt, long OutputLength) numbers)
    {
        numbers = default;
        return Arguments.TryIndex(info, 0, 0, out numbers.Flush)
            && Arguments.TryIndex(info, 2, 0, out numbers.InputAt)
            && Arguments.TryIndex(info, 3, 0, out numbers.InputLength)
            && Arguments.TryIndex(info, 5, 0, out numbers.OutputAt)
            && Arguments.TryIndex(info, 6, 0, out numbers.OutputLength);
    }

    // (level, strategy)
    private static void Parameters(CallInfo info)
    {
        var (level, strategy) = (info.Int32(0), info.Int32(1));
        if (level is >= -1 and <= 9 && strategy is >= 0 and <= 4)
            Of(info)?.SetParameters(info.This, level, strategy);
    }

    private static void Reset(CallInfo info) => Of(info)?.Reset(info.This);

    private static void Close(CallInfo info)
    {
        if (Of(info) is { } handle)
            handle.Close();
    }

    // (data, value)
    private static void CyclicCheck(CallInfo info)
    {
        var value = (uint)info.Int64(1);
        if (info.IsString(0))
        {
            info.Return((double)Crc32.Update(value, System.Text.Encoding.UTF8.GetBytes(info.Text(0)!)));
            return;
        }
        if (Arguments.TryBuffer(info, 0, out var bytes))
            info.Return((double)Crc32.Update(value, bytes));
    }
}
