using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine;

/// <summary>Node's "arrow message": file, line, source line and carets, kept on the error under a private symbol until it is printed.</summary>
internal static unsafe class ErrorArrows
{
    /// <summary>Attaches the arrow of <paramref name="message"/> to an error that has none.</summary>
    public static void Append(Realm realm, nint error, nint message)
    {
        if (error == 0 || message == 0)
            return;
        var iso = realm.Isolate;
        var context = V8Api.CurrentContext(iso);
        if (V8Api.IsObject(error) == 0)
        {
            realm.State<ThrownPlace>().Arrow = Text(realm, context, message);
            return;
        }
        var have = V8Api.ObjectGetPrivate(error, context, realm.Private("arrow_message_private_symbol"));
        if (have != 0 && V8Api.IsString(have) != 0)
            return;
        var arrow = Text(realm, context, message);
        if (arrow != null)
            V8Api.ObjectSetPrivate(error, context, realm.Private("arrow_message_private_symbol"), V8.Str(iso, arrow));
    }

    /// <summary>Attaches the arrow and puts it in front of the stack at once, as for syntax errors of vm and CommonJS.</summary>
    public static void Decorate(Realm realm, nint error, nint message)
    {
        if (V8Api.IsObject(error) == 0)
            return;
        Append(realm, error, message);
        var iso = realm.Isolate;
        var context = V8Api.CurrentContext(iso);
        TryCatch storage;
        using var caught = new TryCatchScope(iso, &storage); // a getter or setter of the guest's own may throw: then the stack stays as it is
        var arrow = V8Api.ObjectGetPrivate(error, context, realm.Private("arrow_message_private_symbol"));
        var decorated = V8Api.ObjectGetPrivate(error, context, realm.Private("decorated_private_symbol"));
        var stack = V8.Get(iso, context, error, "stack");
        if (arrow == 0 || V8Api.IsString(arrow) == 0 || stack == 0 || V8Api.IsString(stack) == 0 || decorated != 0 && V8Api.IsTrue(decorated) != 0)
            return;
        V8.Set(iso, context, error, "stack", V8.Str(iso, V8.Text(iso, arrow) + "\n" + V8.Text(iso, stack)));
        V8Api.ObjectSetPrivate(error, context, realm.Private("decorated_private_symbol"), V8.True(iso));
    }

    /// <summary>The arrow as text; null when V8 has no source line.</summary>
    public static string? Text(Realm realm, nint context, nint message)
    {
        var iso = realm.Isolate;
        var line = V8Api.MessageSourceLine(message, context);
        if (line == 0 || V8Api.IsString(line) == 0)
            return null;
        var text = V8.Text(iso, line);
        var name = V8Api.MessageResourceName(message);
        var resource = name == 0 || V8.IsUndefined(iso, name) ? "<anonymous_script>" : V8.ToText(iso, context, name);
        var number = (int)(V8Api.MessageLineNumber(message, context) >> 32);
        var shift = ColumnOffset(message, number);
        var start = Math.Clamp(V8Api.MessageStartColumn(message) - shift, 0, text.Length);
        var end = Math.Clamp(V8Api.MessageEndColumn(message) - shift, start, text.Length);
        var indent = string.Create(start, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = source[i] == '\t' ? '\t' : ' ';
        });
        return $"{resource}:{number}\n{text}\n{indent}{new string('^', end - start)}\n";
    }

    // The columns of a script's first line count from where it begins in its file.
    private static int ColumnOffset(nint message, int line)
    {
        var origin = stackalloc nint[8]; // v8::ScriptOrigin: name, line and column
        V8Api.MessageScriptOriginRaw((nint)origin, message);
        var (lineOffset, columnOffset) = ((int)origin[1], (int)(origin[1] >> 32));
        return line - lineOffset == 1 && columnOffset <= V8Api.MessageStartColumn(message) ? columnOffset : 0;
    }
}
