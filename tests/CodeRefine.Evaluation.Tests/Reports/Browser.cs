using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace CodeRefine.Evaluation.Tests.Reports;

/// <summary>
/// A real Chromium, driven through its DevTools protocol (<see href="https://chromedevtools.github.io/devtools-protocol/"/>). Tests that need it
/// skip where it is missing, and fail where <c>CODEREFINE_REQUIRE_BROWSER=1</c>.
/// </summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly string profile;
    private readonly ClientWebSocket socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> waiting = new();
    private readonly ConcurrentQueue<JsonObject> events = new();
    private readonly SemaphoreSlim sending = new(1);
    private Task reading = Task.CompletedTask;
    private string? session;
    private int last;

    private Browser(Process process, string profile) => (this.process, this.profile) = (process, profile);

    /// <summary>What a page complained about: exceptions, console errors and warnings, what its content policy stopped, dialogs.</summary>
    public IReadOnlyList<string> Complaints => [.. events.Where(e => IsComplaint((string)e["method"]!, e["params"]!)).Select(e => e.ToJsonString())];

    /// <summary>Addresses that the page asked for.</summary>
    public IReadOnlyList<string> Requests => [.. events.Where(e => (string)e["method"]! == "Network.requestWillBeSent").Select(e => (string)e["params"]!["request"]!["url"]!)];

    public static async Task<Browser> OpenAsync()
    {
        var program = Programs.FirstOrDefault(File.Exists);
        if (program is null)
        {
            Assert.False(Environment.GetEnvironmentVariable("CODEREFINE_REQUIRE_BROWSER") == "1", "There is no Chromium here, and CODEREFINE_REQUIRE_BROWSER asks for one.");
            Assert.Skip("There is no Chromium here: run sandboxes/setup.sh --browser.");
        }

        var profile = Directory.CreateTempSubdirectory("coderefine-browser-").FullName;
        // Of root's, Chromium's own sandbox does not start; nothing but our own pages is opened.
        var start = new ProcessStartInfo(program, [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank"])
        { RedirectStandardError = true, RedirectStandardOutput = true };
        var browser = new Browser(Process.Start(start)!, profile);
        await browser.ConnectAsync();
        return browser;
    }

    public async Task<JsonObject> SendAsync(string method, JsonObject? parameters = null)
    {
        var id = Interlocked.Increment(ref last);
        var answer = waiting[id] = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (session is not null)
        {
            message["sessionId"] = session;
        }

        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            sending.Release();
        }

        var result = await answer.Task.WaitAsync(Patience);
        Assert.True(result["error"] is null, $"{method}: {result["error"]?.ToJsonString()}");
        return result["result"]!.AsObject();
    }

    public async Task GoAsync(string file)
    {
        events.Clear();
        await SendAsync("Page.navigate", new() { ["url"] = new Uri(file).AbsoluteUri });
        await UntilAsync(() => events.Any(e => (string)e["method"]! == "Page.loadEventFired"));
    }

    /// <summary>The value of a JavaScript expression.</summary>
    public async Task<JsonNode?> ValueAsync(string expression)
    {
        var result = await SendAsync("Runtime.evaluate", new() { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        Assert.True(result["exceptionDetails"] is null, result.ToJsonString());
        return result["result"]!["value"]?.DeepClone();
    }

    /// <summary>Presses a key as a person does.</summary>
    public async Task PressAsync(string key, string? text = null)
    {
        var code = key switch { "Tab" => 9, "Enter" => 13, _ => 0 };
        await SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyDown", ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code, ["text"] = text ?? (key == "Enter" ? "\r" : "") });
        await SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyUp", ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code });
    }

    public Task SchemeAsync(string scheme) => SendAsync("Emulation.setEmulatedMedia", new() { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }) });

    public Task SizeAsync(int width, int height, bool phone = false) => SendAsync("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = phone ? 2 : 1, ["mobile"] = phone });

    /// <summary>Keeps a picture in the folder that <c>CODEREFINE_SCREENSHOTS</c> names, for people to look at; always checks that there is one.</summary>
    public async Task<int> ScreenshotAsync(string name, bool whole = true)
    {
        var picture = Convert.FromBase64String((string)(await SendAsync("Page.captureScreenshot", new() { ["format"] = "png", ["captureBeyondViewport"] = whole }))["data"]!);
        if (Environment.GetEnvironmentVariable("CODEREFINE_SCREENSHOTS") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(Path.Combine(folder, name + ".png"), picture);
        }

        return picture.Length;
    }

    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        await reading;
        socket.Dispose();
        process.Dispose();
        sending.Dispose();
        for (var tries = 0; Directory.Exists(profile) && tries < 20; tries++)
        {
            try
            {
                Directory.Delete(profile, recursive: true);
            }
            catch (IOException)
            {
                // A child of Chromium's is still writing its last.
                await Task.Delay(100);
            }
        }
    }

    private async Task ConnectAsync()
    {
        string? address = null;
        using var patience = new CancellationTokenSource(Patience);
        while (address is null && await process.StandardError.ReadLineAsync(patience.Token) is { } line)
        {
            address = line.StartsWith("DevTools listening on ", StringComparison.Ordinal) ? line["DevTools listening on ".Length..] : null;
        }

        _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await socket.ConnectAsync(new Uri(address ?? throw new InvalidOperationException("Chromium ended without an address.")), patience.Token);
        reading = ReadAsync();
        var target = (string)(await SendAsync("Target.createTarget", new() { ["url"] = "about:blank" }))["targetId"]!;
        session = (string)(await SendAsync("Target.attachToTarget", new() { ["targetId"] = target, ["flatten"] = true }))["sessionId"]!;
        foreach (var domain in new[] { "Page", "Runtime", "Log", "Network" })
        {
            await SendAsync($"{domain}.enable");
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[1 << 16];
        using var message = new MemoryStream();
        try
        {
            while (socket.State == WebSocketState.Open)
            {
                var part = await socket.ReceiveAsync(buffer, CancellationToken.None);
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                {
                    continue;
                }

                var whole = JsonNode.Parse(message.ToArray())!.AsObject();
                message.SetLength(0);
                if (whole["id"] is { } id && waiting.TryRemove((int)id, out var answer))
                {
                    answer.SetResult(whole);
                }
                else if (whole["method"] is not null)
                {
                    events.Enqueue(whole);
                }
            }
        }
        catch (Exception ended) when (ended is WebSocketException or OperationCanceledException or IOException)
        {
            foreach (var (_, answer) in waiting)
            {
                answer.TrySetException(new InvalidOperationException("Chromium went away.", ended));
            }
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private static bool IsComplaint(string method, JsonNode parameters) => method switch
    {
        "Runtime.exceptionThrown" or "Page.javascriptDialogOpening" => true,
        "Runtime.consoleAPICalled" => (string)parameters["type"]! is "error" or "warning" or "assert",
        "Log.entryAdded" => (string)parameters["entry"]!["level"]! is "error" or "warning",
        _ => false,
    };
}
