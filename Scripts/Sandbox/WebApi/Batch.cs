using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>A part of a batch: a request, or a change set of several.</summary>
/// <param name="Requests">The requests with their Content-IDs.</param>
/// <param name="IsChangeSet">Whether they are done all or none.</param>
sealed record BatchPart(IReadOnlyList<(string? ContentId, ApiRequest Request)> Requests, bool IsChangeSet);

/// <summary>Reads <c>$batch</c> bodies as lenient as real clients need it, and writes the answers.</summary>
static class Batch
{
    /// <summary>The platform's own limit.</summary>
    const int MostRequests = 1000;

    internal static IReadOnlyList<BatchPart> Read(string contentType, string body, Uri root)
    {
        var parts = Parts(contentType, body).Select(part => Part(part, root)).ToList();
        return parts.Sum(part => part.Requests.Count) <= MostRequests ? parts
            : throw ApiFault.Bad($"A batch takes no more than {MostRequests} requests.");
    }

    /// <summary>Carries out a batch and writes its answer.</summary>
    internal static ApiResponse Answer(IReadOnlyList<BatchPart> parts, WebApiRequests requests, bool continues)
    {
        var boundary = $"batchresponse_{Guid.NewGuid()}";
        StringBuilder text = new();
        var status = 200;
        foreach (var part in parts)
        {
            var answers = part.IsChangeSet ? requests.ChangeSet(part.Requests)
                : [(null, requests.Answer(part.Requests[0].Request))];
            Write(text, boundary, part.IsChangeSet, answers);
            var failed = answers.Select(answer => answer.Response.Status).FirstOrDefault(code => code >= 400);
            if (failed > 0 && !continues)
            {
                status = failed;
                break;
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"--{boundary}--\r\n");
        return new(status) { Text = text.ToString(), TextType = $"multipart/mixed; boundary={boundary}" };
    }

    static void Write(
        StringBuilder text, string boundary, bool isChangeSet,
        IReadOnlyList<(string? ContentId, ApiResponse Response)> answers)
    {
        text.Append(CultureInfo.InvariantCulture, $"--{boundary}\r\n");
        var inner = boundary;
        if (isChangeSet)
        {
            inner = $"changesetresponse_{Guid.NewGuid()}";
            text.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary={inner}\r\n\r\n");
        }

        foreach (var (contentId, response) in answers)
        {
            if (isChangeSet)
            {
                text.Append(CultureInfo.InvariantCulture, $"--{inner}\r\n");
            }

            text.Append("Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n");
            if (contentId is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $"Content-ID: {contentId}\r\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"\r\nHTTP/1.1 {response.Status} {Reason(response.Status)}\r\n");
            var body = response.Text ?? response.Body?.ToJsonString(WebApiErrors.Json);
            if (body is not null)
            {
                text.Append("Content-Type: ").Append(response.Text is null
                    ? "application/json; odata.metadata=minimal; odata.streaming=true" : response.TextType);
                text.Append("\r\n");
            }

            text.Append("OData-Version: 4.0\r\n");
            foreach (var (name, value) in response.Headers)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"\r\n{body}\r\n");
        }

        if (isChangeSet)
        {
            text.Append(CultureInfo.InvariantCulture, $"--{inner}--\r\n");
        }
    }

    static BatchPart Part((Dictionary<string, string> Headers, string Body) part, Uri root)
    {
        var type = part.Headers.GetValueOrDefault("Content-Type") ?? "";
        return type.StartsWith("multipart/mixed", StringComparison.OrdinalIgnoreCase)
            ? new([.. Parts(type, part.Body).Select(inner => Request(inner, root))], true)
            : new([Request(part, root)], false);
    }

    /// <summary>The parts between the boundaries of a body, whatever ends its lines.</summary>
    static IEnumerable<(Dictionary<string, string> Headers, string Body)> Parts(string contentType, string body)
    {
        var at = contentType.IndexOf("boundary=", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            throw ApiFault.BadPayload("The multipart content has no boundary.");
        }

        var boundary = "--" + contentType[(at + "boundary=".Length)..].Split(';')[0].Trim().Trim('"');
        List<string>? lines = null;
        foreach (var line in body.ReplaceLineEndings("\n").Split('\n'))
        {
            var isEnd = line.TrimEnd() == boundary + "--";
            if (!isEnd && line.TrimEnd() != boundary)
            {
                lines?.Add(line);
                continue;
            }

            if (lines is not null)
            {
                yield return Split(lines);
            }

            lines = isEnd ? null : [];
        }

        // Some clients end without the last boundary's line end, none without the boundary.
        if (lines is not null)
        {
            throw ApiFault.BadPayload("Stream was not readable.");
        }
    }

    /// <summary>Headers, an empty line, and what follows.</summary>
    static (Dictionary<string, string> Headers, string Body) Split(List<string> lines)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        var i = 0;
        for (; i < lines.Count && lines[i].Trim().Length > 0; i++)
        {
            var colon = lines[i].IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                var (name, value) = (lines[i][..colon].Trim(), lines[i][(colon + 1)..].Trim());
                headers[name] = headers.TryGetValue(name, out var before) ? $"{before},{value}" : value;
            }
        }

        return (headers, string.Join('\n', lines.Skip(i + 1)));
    }

    static (string? ContentId, ApiRequest Request) Request(
        (Dictionary<string, string> Headers, string Body) part, Uri root)
    {
        var lines = part.Body.Split('\n').SkipWhile(line => line.Trim().Length == 0).ToList();
        // An address may have spaces in it, so the line is split at its first and its last.
        var words = lines.Count == 0 ? "" : lines[0].Trim();
        var (first, last) = (
            words.IndexOf(' ', StringComparison.Ordinal), words.LastIndexOf(" HTTP/", StringComparison.Ordinal));
        if (first < 0)
        {
            throw ApiFault.BadPayload("A part of the batch has no request line.");
        }

        var address = words[(first + 1)..(last > first ? last : words.Length)].Trim();
        var (headers, body) = Split(lines[1..]);
        return (part.Headers.GetValueOrDefault("Content-ID") ?? headers.GetValueOrDefault("Content-ID"),
            new(words[..first].ToUpperInvariant(), root, Relative(address), headers, body.Trim()));
    }

    /// <summary>What follows the version in an address.</summary>
    static string Relative(string address)
    {
        var api = address.IndexOf("/api/data/v", StringComparison.OrdinalIgnoreCase);
        return api < 0 ? address.TrimStart('/')
            : address[(address.IndexOf('/', api + "/api/data/v".Length) + 1)..];
    }

    static string Reason(int status) => status switch
    {
        200 => "OK",
        201 => "Created",
        204 => "No Content",
        304 => "Not Modified",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        412 => "Precondition Failed",
        501 => "Not Implemented",
        _ => "Error",
    };
}
