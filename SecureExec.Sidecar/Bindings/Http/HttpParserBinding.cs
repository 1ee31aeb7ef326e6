using System.Buffers;
using System.Globalization;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Http1;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('http_parser')</c>: HTTP/1 messages, over a reader of our own that follows llhttp.</summary>
internal static unsafe class HttpParserBinding
{
    private const int Request = 1, Response = 2;
    private const int DefaultMaxHeaderBytes = 16 * 1024;

    private static readonly (string Name, int Value)[] Constants =
    [
        ("REQUEST", Request),
        ("RESPONSE", Response),
        ("kOnMessageBegin", HttpParserHandle.OnMessageBeginIndex),
        ("kOnHeaders", HttpParserHandle.OnHeadersIndex),
        ("kOnHeadersComplete", HttpParserHandle.OnHeadersCompleteIndex),
        ("kOnBody", HttpParserHandle.OnBodyIndex),
        ("kOnMessageComplete", HttpParserHandle.OnMessageCompleteIndex),
        ("kOnExecute", HttpParserHandle.OnExecuteIndex),
        ("kOnTimeout", HttpParserHandle.OnExecuteIndex + 1),
        ("kLenientNone", (int)HttpLenience.None),
        ("kLenientHeaders", (int)HttpLenience.Headers),
        ("kLenientChunkedLength", (int)HttpLenience.ChunkedLength),
        ("kLenientKeepAlive", (int)HttpLenience.KeepAlive),
        ("kLenientTransferEncoding", (int)HttpLenience.TransferEncoding),
        ("kLenientVersion", (int)HttpLenience.Version),
        ("kLenientDataAfterClose", (int)HttpLenience.DataAfterClose),
        ("kLenientOptionalLFAfterCR", (int)HttpLenience.OptionalLfAfterCr),
        ("kLenientOptionalCRLFAfterChunk", (int)HttpLenience.OptionalCrlfAfterChunk),
        ("kLenientOptionalCRBeforeLF", (int)HttpLenience.OptionalCrBeforeLf),
        ("kLenientSpacesAfterChunkSize", (int)HttpLenience.SpacesAfterChunkSize),
        ("kLenientHeaderValueRelaxed", (int)HttpLenience.HeaderValueRelaxed),
        ("kLenientAll", (int)HttpLenience.HeaderValueRelaxed - 1),
    ];

    public static void Define(BindingBuilder b)
    {
        b.Class("ConnectionsList", b.NewClass("ConnectionsList", 1, &ConstructList)
            .Method("all", &All)
            .Method("idle", &Idle)
            .Method("active", &Active)
            .Method("expired", &Expired));
        b.Class("HTTPParser", FsAsyncObject.Methods(b.NewClass("HTTPParser", FsAsyncObject.FirstOwnField, &Construct))
            .Method("close", &Close)
            .Method("free", &Free)
            .Method("remove", &Remove)
            .Method("execute", &Execute)
            .Method("finish", &Finish)
            .Method("initialize", &Initialize)
            .Method("pause", &Pause)
            .Method("resume", &Resume)
            .Method("consume", &Consume)
            .Method("unconsume", &Unconsume)
            .Method("getCurrentBuffer", &GetCurrentBuffer));
        if (b.Realm.NamesOnly)
            return;
        var parser = V8.Get(b.Isolate, b.Realm.Context, b.Target, "HTTPParser");
        foreach (var (name, value) in Constants)
            V8.Set(b.Isolate, b.Realm.Context, parser, name, V8.Int(b.Isolate, value));
    }

    private static HttpParserHandle? Of(CallInfo info) => info.Realm.Unwrap<HttpParserHandle>(info.This);

    private static void Construct(CallInfo info)
    {
        StreamWrapBinding.Construct(info);
        info.Realm.Wrap(info.This, new HttpParserHandle(info.Realm));
    }

    // (REQUEST or RESPONSE, async resource, bytes of headers or 0, lenience, list)
    private static void Initialize(CallInfo info)
    {
        if (Of(info) is not { } parser)
            return;
        if (info.Int32(0) is not (Request or Response) || !info.IsObject(1))
        {
            info.ThrowTypeError("The \"type\" argument must be REQUEST or RESPONSE, and \"resource\" an object");
            return;
        }
        var bytes = info.IsNumber(2) ? info.Double(2) : 0;
        var limit = bytes > 0 ? (long)Math.Min(bytes, info.Realm.Guest.HeapLimitBytes) : MaxHeaderBytes(info.Realm);
        var connections = info.IsObject(4) && V8Api.ObjectInternalFieldCountOfMap(info[4]) > 0 ? info.Realm.Unwrap<HttpConnections>(info[4]) : null;
        parser.Initialize(info.This, info[1], info.Int32(0) == Request, limit, (HttpLenience)info.Int32(3), connections);
    }

    private static long MaxHeaderBytes(Realm realm) =>
        realm.Guest.OptionValue("--max-http-header-size") is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0
            ? Math.Min(bytes, realm.Guest.HeapLimitBytes)
            : DefaultMaxHeaderBytes;

    private static void Close(CallInfo info) => Of(info)?.Free();

    private static void Free(CallInfo info) => Of(info)?.Free();

    private static void Remove(CallInfo info) => Of(info)?.Remove();

    private static void Pause(CallInfo info) => Of(info)?.Pause();

    private static void Resume(CallInfo info) => Of(info)?.Resume();

    // (buffer): a copy is read, as the callbacks may do to the guest's memory what they like.
    private static void Execute(CallInfo info)
    {
        if (Of(info) is not { } parser)
            return;
        if (V8.IsSmi(info[0]) || V8Api.IsArrayBufferView(info[0]) == 0 || !info.Bytes(0, out var bytes))
        {
            info.ThrowTypeError("The \"buffer\" argument must be an instance of Buffer, TypedArray, or DataView.");
            return;
        }
        var length = bytes.Length;
        var pooled = ArrayPool<byte>.Shared.Rent(Math.Max(1, length));
        try
        {
            bytes.CopyTo(pooled);
            info.Return(parser.ExecuteFromScript(pooled, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pooled);
        }
    }

    private static void Finish(CallInfo info)
    {
        if (Of(info) is { } parser)
            info.Return(parser.ExecuteFromScript(null, 0));
    }

    // (handle of a stream)
    private static void Consume(CallInfo info)
    {
        if (Of(info) is not { } parser)
            return;
        if (info.IsObject(0) && V8Api.ObjectInternalFieldCountOfMap(info[0]) > 0 && info.Realm.Unwrap<IStreamBase>(info[0]) is { } stream)
            parser.Consume(stream);
        else
            info.ThrowTypeError("The \"stream\" argument must be the handle of a stream");
    }

    private static void Unconsume(CallInfo info) => Of(info)?.Unconsume();

    private static void GetCurrentBuffer(CallInfo info)
    {
        if (Of(info) is { } parser)
            info.Return(NodeBuffer.Create(info.Realm, parser.Current));
    }

    private static void ConstructList(CallInfo info) => info.Realm.Wrap(info.This, new HttpConnections());

    private static HttpConnections? ListOf(CallInfo info) => info.Realm.Unwrap<HttpConnections>(info.This);

    private static void All(CallInfo info) => Return(info, ListOf(info)?.All);

    private static void Idle(CallInfo info) => Return(info, ListOf(info)?.Idle);

    private static void Active(CallInfo info) => Return(info, ListOf(info)?.Active);

    // (milliseconds for headers, milliseconds for all)
    private static void Expired(CallInfo info) => Return(info, ListOf(info)?.TakeExpired(info.Double(0), info.Double(1)));

    private static void Return(CallInfo info, IEnumerable<HttpParserHandle>? parsers) =>
        info.Return(V8.Array(info.Isolate, [.. (parsers ?? []).Where(parser => parser.Object != 0).Select(parser => parser.Object)]));
}
