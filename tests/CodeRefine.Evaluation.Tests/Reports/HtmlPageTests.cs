using System.Text.Json.Nodes;
using CodeRefine.Evaluation.Reports;
using CodeRefine.Evaluation.Reports.Html;
using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Evaluation.Tests.Reports;

/// <summary>The page in a real browser.</summary>
public sealed class HtmlPageTests
{
    /// <summary>Contrast of every text with what is behind it, by WCAG 2.1; texts in SVG have their fill for a colour.</summary>
    private const string LeastContrast = """
        (() => {
          const parse = c => { const n = c.match(/[\d.]+/g).map(Number); return { r: n[0], g: n[1], b: n[2], a: n.length > 3 ? n[3] : 1 }; };
          const over = (t, b) => ({ r: t.r * t.a + b.r * (1 - t.a), g: t.g * t.a + b.g * (1 - t.a), b: t.b * t.a + b.b * (1 - t.a), a: 1 });
          const part = v => { v /= 255; return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); };
          const light = c => 0.2126 * part(c.r) + 0.7152 * part(c.g) + 0.0722 * part(c.b);
          const behind = e => { const layers = []; for (let at = e; at; at = at.parentElement) { layers.push(parse(getComputedStyle(at).backgroundColor)); } return layers.reverse().reduce((b, t) => over(t, b), { r: 255, g: 255, b: 255, a: 1 }); };
          let worst = { ratio: 99 };
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const e = walk.currentNode.parentElement, box = e.getBoundingClientRect();
            if (!walk.currentNode.data.trim() || !box.width || e.closest('title,desc,script,style,.skip') || (e.tagName === 'text' && /^on-/.test(e.className.baseVal))) { continue; }
            const style = getComputedStyle(e), text = light(over(parse(e.tagName === 'text' ? style.fill : style.color), behind(e))), back = light(behind(e));
            const ratio = (Math.max(text, back) + 0.05) / (Math.min(text, back) + 0.05);
            if (ratio < worst.ratio) { worst = { ratio, text: walk.currentNode.data.slice(0, 60), tag: e.tagName, color: style.color }; }
          }
          return worst;
        })()
        """;

    [Fact]
    public async Task I_can_read_a_run_in_a_browser_in_light_and_dark_and_on_a_phone()
    {
        await using var browser = await Browser.OpenAsync();
        using var folder = new TestFolder();
        var page = Page(folder, RecordedRuns.Write(folder["run.sqlite"], RecordedRuns.Header(), tasks: 60));

        await browser.SizeAsync(1280, 900);
        await browser.SchemeAsync("light");
        await browser.GoAsync(page);
        Assert.Equal(["chart-pass", "chart-tasks", "chart-turns", "chart-transitions", "chart-budget-0", "chart-budget-1"], Texts(await browser.ValueAsync("[...document.querySelectorAll('figure.chart')].map(f => f.id)")));
        Assert.Equal(0, (int)(await browser.ValueAsync("[...document.querySelectorAll('svg')].filter(s => !s.querySelector('title') || !s.querySelector('desc') || s.getAttribute('role') !== 'img' || !s.getBoundingClientRect().height).length"))!);
        await ContrastAsync(browser);
        await browser.ScreenshotAsync("run-light");

        await browser.SchemeAsync("dark");
        await ContrastAsync(browser);
        await browser.ScreenshotAsync("run-dark");
        Assert.NotEqual("rgb(255, 255, 255)", (string?)await browser.ValueAsync("getComputedStyle(document.body).backgroundColor"));
        await browser.ValueAsync("document.getElementById('theme').click()");
        Assert.Equal("rgb(255, 255, 255)", (string?)await browser.ValueAsync("getComputedStyle(document.body).backgroundColor"));

        await browser.SizeAsync(360, 780, phone: true);
        Assert.True((bool)(await browser.ValueAsync("document.documentElement.scrollWidth <= 360"))!, $"The page is {await browser.ValueAsync("document.documentElement.scrollWidth")} wide.");
        Assert.True((double)(await browser.ValueAsync("Math.min(...[...document.querySelectorAll('svg text')].map(t => t.getBoundingClientRect().height))"))! >= 9, "Text in a chart is too small on a phone.");
        await browser.ScreenshotAsync("run-phone");
        await browser.ScreenshotAsync("run-phone-top", whole: false);
        Quiet(browser);
    }

    [Fact]
    public async Task I_can_filter_and_sort_the_tasks_and_open_a_trajectory_with_the_keyboard()
    {
        await using var browser = await Browser.OpenAsync();
        using var folder = new TestFolder();
        await browser.SizeAsync(1280, 900);
        await browser.GoAsync(Page(folder, RecordedRuns.Write(folder["run.sqlite"], RecordedRuns.Header(), tasks: 40)));
        const string shown = "[...document.querySelectorAll('#task-table tbody tr')].filter(r => !r.hidden).length";
        Assert.Equal(40, (int)(await browser.ValueAsync(shown))!);

        await browser.ValueAsync("document.getElementById('task-filter').focus()");
        await browser.SendAsync("Input.insertText", new() { ["text"] = "HumanEval_1" });
        Assert.Equal(11, (int)(await browser.ValueAsync(shown))!);
        Assert.Equal("11 of 40 tasks", (string?)await browser.ValueAsync("document.getElementById('task-count').textContent"));
        await browser.ValueAsync("(() => { const f = document.getElementById('task-filter'); f.value = ''; f.dispatchEvent(new Event('input')); const k = document.getElementById('task-kind'); k.value = 'r0'; k.dispatchEvent(new Event('change')); })()");
        var none = (int)(await browser.ValueAsync(shown))!;
        Assert.InRange(none, 1, 39);

        await browser.ValueAsync("document.querySelectorAll('#task-table th button')[1].focus()");
        await browser.PressAsync("Enter");
        Assert.Equal("descending", (string?)await browser.ValueAsync("document.querySelectorAll('#task-table thead th')[1].getAttribute('aria-sort')"));
        Assert.True((bool)(await browser.ValueAsync("(() => { const v = [...document.querySelectorAll('#task-table tbody tr')].map(r => +r.cells[1].dataset.value); return v.every((x, i) => i === 0 || v[i - 1] >= x); })()"))!);

        await browser.ValueAsync("document.querySelector('#task-table tbody tr:not([hidden]) a').focus()");
        await browser.PressAsync("Enter");
        await Task.Delay(300);
        Assert.True((bool)(await browser.ValueAsync("(() => { const d = document.querySelector(location.hash); return d.open && d.querySelectorAll('pre ins').length > 0 && d.querySelectorAll('pre del').length > 0; })()"))!);
        Quiet(browser);
    }

    [Fact]
    public async Task I_can_compare_two_runs_in_a_browser()
    {
        await using var browser = await Browser.OpenAsync();
        using var folder = new TestFolder();
        using var first = RunReader.Open(RecordedRuns.Write(folder["a.sqlite"], RecordedRuns.Header("baseline"), tasks: 60, skill: 0.35));
        using var second = RunReader.Open(RecordedRuns.Write(folder["b.sqlite"], RecordedRuns.Header("refined") with { Strategy = "tree" }, tasks: 60, skill: 0.5, seed: 2));
        var page = folder["comparison.html"];
        using (var writer = new StreamWriter(page))
        {
            HtmlReport.Write(writer, ComparisonReport.Build(first, second), first, second);
        }

        await browser.SizeAsync(1280, 900);
        foreach (var scheme in new[] { "light", "dark" })
        {
            await browser.SchemeAsync(scheme);
            await browser.GoAsync(page);
            await ContrastAsync(browser);
            await browser.ScreenshotAsync($"comparison-{scheme}");
        }

        Assert.Equal(60, (int)(await browser.ValueAsync("document.querySelectorAll('#task-table tbody tr').length"))!);
        Assert.Equal(0, (int)(await browser.ValueAsync("[...document.querySelectorAll('#task-table a')].filter(a => !document.querySelector(a.getAttribute('href'))).length"))!);
        Assert.Equal(0, (int)(await browser.ValueAsync("(ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')].map(e => e.id))"))!);
        Quiet(browser);
    }

    [Fact]
    public async Task What_a_candidate_wrote_is_shown_and_never_run()
    {
        await using var browser = await Browser.OpenAsync();
        using var folder = new TestFolder();
        var run = RecordedRuns.Write(folder["run.sqlite"], RecordedRuns.Header() with { Model = RecordedRuns.Hostile }, tasks: 3, change: s => s with
        {
            Explanation = RecordedRuns.Hostile,
            Output = RecordedRuns.Hostile,
            Turns = [.. s.Turns.Select(t => t with { Headline = RecordedRuns.Hostile })],
        });
        await browser.GoAsync(Page(folder, run));

        Assert.Equal(1, (int)(await browser.ValueAsync("document.scripts.length"))!);
        Assert.Equal(0, (int)(await browser.ValueAsync("document.images.length"))!);
        Assert.Contains("<script>alert(1)</script>", (string?)await browser.ValueAsync("document.body.textContent"), StringComparison.Ordinal);
        Assert.False((bool)(await browser.ValueAsync("/[\\u202E\\u001b]/.test(document.body.textContent)"))!);
        Quiet(browser);
    }

    [Fact]
    public async Task Script_that_got_past_every_escape_would_still_not_run()
    {
        await using var browser = await Browser.OpenAsync();
        using var folder = new TestFolder();
        var page = Page(folder, RecordedRuns.Write(folder["run.sqlite"], RecordedRuns.Header(), tasks: 2));
        await File.WriteAllTextAsync(page, (await File.ReadAllTextAsync(page)).Replace("</main>", "<script>document.title = 'broken into'</script><img src=\"http://127.0.0.1:9/x\" onerror=\"document.title = 'broken into'\"></main>", StringComparison.Ordinal));

        await browser.GoAsync(page);

        Assert.NotEqual("broken into", (string?)await browser.ValueAsync("document.title"));
        Assert.Contains(browser.Complaints, c => c.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    private static string Page(TestFolder folder, string run)
    {
        using var reader = RunReader.Open(run);
        var page = folder["report.html"];
        using var writer = new StreamWriter(page);
        HtmlReport.Write(writer, RunReportBuilder.Build(reader), reader);
        return page;
    }

    private static async Task ContrastAsync(Browser browser)
    {
        var worst = (await browser.ValueAsync(LeastContrast))!;
        Assert.True((double)worst["ratio"]! >= 4.5, worst.ToJsonString());
    }

    /// <summary>Nothing in the console, and nothing asked for but the page.</summary>
    private static void Quiet(Browser browser)
    {
        Assert.Empty(browser.Complaints);
        Assert.Single(browser.Requests);
    }

    private static IEnumerable<string> Texts(JsonNode? array) => array!.AsArray().Select(t => (string)t!);
}
