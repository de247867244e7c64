using System;
using System.Buffers;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Unicode;
using UtfUnknown;

namespace CrmMilestones.Scripts.Lists;

/// <summary>How a file's bytes become text, and how that was found out.</summary>
/// <param name="Encoding">Decodes; what it can't becomes <see cref="Lost"/>.</param>
/// <param name="Why">To be read behind the encoding's name: "as its first bytes say".</param>
sealed record TextEncoding(Encoding Encoding, string Why)
{
    /// <summary>Stands where a letter was lost: here, or in an earlier export. It is never stored.</summary>
    internal const char Lost = '\uFFFD';

    /// <summary>As many bytes as are judged by their frequencies, which takes long.</summary>
    const int Judged = 1 << 18;

    /// <summary>Of so many bytes one is zero at least in UTF-16: half of each delimiter, digit and space. Fewer are a
    /// broken line's.</summary>
    const int FewestOfUtf16 = 20;

    static TextEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public string Name => Encoding.WebName;

    /// <summary>An encoding by its name, such as windows-1252.</summary>
    /// <exception cref="InvalidDataException">There is none of the name.</exception>
    public static TextEncoding Named(string name)
    {
        try
        {
            return new(Decoding(name), "as --encoding says");
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException(
                $"'{name}' is no encoding; such as utf-8, windows-1252, iso-8859-15, utf-16 or shift_jis are.", e);
        }
    }

    /// <summary>
    /// By the mark at its beginning; otherwise UTF-8 where the bytes fit (by chance those of another encoding don't),
    /// and else what the frequency of the other bytes suggests. A few lines that don't fit among more that do are
    /// broken lines of a UTF-8 file.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is no text; the message names it.</exception>
    public static TextEncoding Find(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        var start = new byte[4096];
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (Mark(start) is { } marked)
        {
            return marked;
        }

        if (start is [(byte)'P', (byte)'K', 3, 4, ..] or [0xD0, 0xCF, 0x11, 0xE0, ..])
        {
            throw new InvalidDataException($"{path} is a workbook, not a text file. Save it as CSV UTF-8 in Excel.");
        }

        var zeros = start.Count(value => value == 0);
        if (zeros * FewestOfUtf16 >= start.Length && zeros > 0)
        {
            var odd = start.Where((value, index) => value == 0 && index % 2 == 1).Count();
            var even = zeros - odd;
            return odd == 0 || even == 0
                ? new(Decoding(even == 0 ? "utf-16" : "utf-16BE"), "as every other byte is zero")
                : throw new InvalidDataException($"{path} is no text file.");
        }

        file.Position = 0;
        return OfBytes(file, path);
    }

    static TextEncoding? Mark(ReadOnlySpan<byte> start) =>
        start.StartsWith(Encoding.UTF8.Preamble) ? new(Decoding("utf-8"), "as its first bytes say")
        : start.StartsWith(Encoding.UTF32.Preamble) ? new(Decoding("utf-32"), "as its first bytes say")
        : start.StartsWith(Encoding.Unicode.Preamble) ? new(Decoding("utf-16"), "as its first bytes say")
        : start.StartsWith(Encoding.BigEndianUnicode.Preamble) ? new(Decoding("utf-16BE"), "as its first bytes say")
        : null;

    static TextEncoding OfBytes(FileStream file, string path)
    {
        var (fitting, broken) = (0, 0);
        var strange = new ArrayBufferWriter<byte>(Judged);
        foreach (var line in ByteLines.Of(file))
        {
            if (Ascii.IsValid(line.Span))
            {
                continue;
            }

            if (Utf8.IsValid(line.Span))
            {
                fitting++;
                continue;
            }

            broken++;
            if (strange.WrittenCount + line.Length < Judged)
            {
                strange.Write(line.Span);
            }
        }

        if (broken == 0 || fitting > broken)
        {
            return new(Decoding("utf-8"), broken == 0 ? "which all its bytes fit" : "which most of its lines fit");
        }

        var bytes = strange.WrittenSpan.ToArray();
        if (CharsetDetector.DetectFromBytes(bytes).Detected is not { Encoding: { } encoding } best)
        {
            throw new InvalidDataException(
                $"{path} isn't UTF-8, and its encoding can't be told; name it with --encoding, such as windows-1252.");
        }

        // A few letters suggest many of its relatives. Where those read the same, it is taken for them, as in browsers.
        var windows = Decoding("windows-1252");
        var isWindows = encoding.WebName == "iso-8859-1" || windows.GetString(bytes) == encoding.GetString(bytes);
        return new(
            isWindows ? windows : Decoding(encoding.WebName),
            string.Create(CultureInfo.InvariantCulture, $"as its letters suggest ({best.Confidence:P0} sure)"));
    }

    static Encoding Decoding(string name) => Encoding.GetEncoding(
        name, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback(Lost.ToString()));
}
