using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.TestHost.Tests;

/// <summary>A host reads and writes its messages by hand; the other side has the serialiser.</summary>
public class WireJsonTests
{
    private static readonly HostJob Job = new()
    {
        Id = "7",
        CandidateName = "Candidate \"é\"",
        ChecksName = "Checks",
        Expected = [new ExpectedCheck("N.T+I.M", true), new ExpectedCheck("T.B", false)],
        FailFast = true,
        Seed = ulong.MaxValue,
        Coverage = true,
        Limits = new HostLimits { CheckMilliseconds = 1, TotalMilliseconds = 2, OutputBytes = 3L << 40, MemoryBytes = 4, Processes = 5, ScratchBytes = 6 },
    };

    private static readonly CheckOutcome Outcome = new()
    {
        Id = "T.A<b>",
        Status = OutcomeStatus.Failed,
        CasesPassed = 1,
        CasesFailed = 2,
        Milliseconds = 1.25,
        Output = "line\n\u0001\ud83d\ude00",
        Coverage = [1, 5],
        SkipReason = "why",
        Trace = "steps",
        Failures =
        [
            new FailureReport { Case = "c", ExceptionType = "E", Message = "m", Expected = "1", Actual = "2", Stack = [new FrameReport("M()", "a.cs", 3), new FrameReport("N()", null, 0)], Counterexample = new CounterexampleReport("s", ["[1, 2]"], ["[1]"], 4, 5) },
            new FailureReport { Case = "d", ExceptionType = "", Message = "" },
        ],
    };

    [Fact]
    public void A_job_is_read_as_the_serialiser_writes_it()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(Job, ProtocolJson.Default.HostJob);

        var read = HostJobReading.Read(json)!;

        Assert.Equal(Job.Expected, read.Expected);
        Assert.Equal(Job with { Expected = read.Expected }, read);
    }

    [Fact]
    public void A_plan_and_support_are_read_as_the_serialiser_writes_them()
    {
        var plan = new ScreenPlan { Failing = [2, 0], Orders = [[1, 2], [], [0]], Variants = [new ScreenTask(7, [3, 1, 4, 2], 2), new ScreenTask(8, [], 0)], PropertyCases = 3, GiveUpAfter = 4, VerifyEvery = 5, Isolated = true };
        var job = Job with { Screen = plan, Support = [new SupportAssembly("One", true), new SupportAssembly("Two \"ö\"", false)] };
        var json = JsonSerializer.SerializeToUtf8Bytes(job, ProtocolJson.Default.HostJob);

        var (read, usual) = (HostJobReading.Read(json)!, HostJobReading.ReadUsual(json));

        // The serialiser was not needed: it is there for what only it knows.
        Assert.NotNull(usual);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonSerializer.SerializeToNode(read, ProtocolJson.Default.HostJob)));
        Assert.Equal(FieldsOf<ScreenPlan>(), JsonNode.Parse(json)!["screen"]!.AsObject().Count);
        Assert.Equal(FieldsOf<ScreenTask>(), JsonNode.Parse(json)!["screen"]!["variants"]![0]!.AsObject().Count);
    }

    [Theory]
    [InlineData("\"screen\":{}")]
    [InlineData("\"screen\":{\"failing\":[0],\"orders\":[[\"a\"]],\"variants\":[]}")]
    [InlineData("\"screen\":{\"failing\":[0],\"orders\":[[0]],\"variants\":[{\"id\":1}]}")]
    [InlineData("\"support\":[{}]")]
    public void A_broken_plan_or_support_is_refused(string part)
    {
        var whole = JsonSerializer.Serialize(Job, ProtocolJson.Default.HostJob);
        var json = System.Text.Encoding.UTF8.GetBytes(whole[..^1] + "," + part + "}");
        byte[] payload = [.. BitConverter.GetBytes(json.Length), .. json];

        Assert.Throws<ProtocolException>(() => JobPayload.FromBytes(payload));
    }

    [Fact]
    public void What_a_screening_tells_is_written_as_the_serialiser_would()
    {
        var batch = new ScreenBatch([new VariantOutcome(3, true, 0.125, true, 2), new VariantOutcome(4, false, 0, false, null)], Verified: true, Leaked: true);
        var ground = new ScreenGround([1, 2], long.MaxValue, 5, "why \"é\"");

        Assert.True(JsonNode.DeepEquals(JsonSerializer.SerializeToNode(batch, ProtocolJson.Default.ScreenBatch), JsonNode.Parse(ScreenJson.Of(batch))));
        Assert.True(JsonNode.DeepEquals(JsonSerializer.SerializeToNode(ground, ProtocolJson.Default.ScreenGround), JsonNode.Parse(ScreenJson.Of(ground))));
        Assert.True(JsonNode.DeepEquals(JsonSerializer.SerializeToNode(ground with { Problem = null }, ProtocolJson.Default.ScreenGround), JsonNode.Parse(ScreenJson.Of(ground with { Problem = null }))));
        Assert.Equal(FieldsOf<ScreenBatch>(), JsonNode.Parse(ScreenJson.Of(batch))!.AsObject().Count);
        Assert.Equal(FieldsOf<VariantOutcome>(), JsonNode.Parse(ScreenJson.Of(batch))!["outcomes"]![0]!.AsObject().Count);
        Assert.Equal(FieldsOf<ScreenGround>(), JsonNode.Parse(ScreenJson.Of(ground))!.AsObject().Count);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"id\":\"7\"}")]
    [InlineData("{\"id\":7}")]
    [InlineData("{\"id\":\"7\",\"expected\":[{}]}")]
    [InlineData("{")]
    [InlineData("")]
    public void What_is_no_job_is_refused(string json)
    {
        var payload = new byte[sizeof(int) + json.Length];
        BitConverter.TryWriteBytes(payload, json.Length);
        System.Text.Encoding.UTF8.GetBytes(json, payload.AsSpan(sizeof(int)));

        Assert.Throws<ProtocolException>(() => JobPayload.FromBytes(payload));
    }

    [Fact]
    public void Reports_are_written_as_the_serialiser_would()
    {
        Assert.True(JsonNode.DeepEquals(JsonSerializer.SerializeToNode(Outcome, ProtocolJson.Default.CheckOutcome), JsonNode.Parse(ReportJson.Of(Outcome))));
        Assert.True(JsonNode.DeepEquals(JsonSerializer.SerializeToNode(new CheckStart("T.A"), ProtocolJson.Default.CheckStart), JsonNode.Parse(ReportJson.Of(new CheckStart("T.A")))));
        foreach (var status in Enum.GetValues<OutcomeStatus>())
        {
            Assert.Equal(status, JsonSerializer.Deserialize(ReportJson.Of(new CheckOutcome { Id = "i", Status = status }), ProtocolJson.Default.CheckOutcome)!.Status);
        }
    }

    [Fact]
    public void The_samples_have_a_value_for_every_field_so_that_a_new_one_is_not_forgotten()
    {
        Assert.Equal(FieldsOf<CheckOutcome>(), JsonNode.Parse(ReportJson.Of(Outcome))!.AsObject().Count);
        Assert.Equal(FieldsOf<FailureReport>(), JsonNode.Parse(ReportJson.Of(Outcome))!["failures"]![0]!.AsObject().Count);
        Assert.Equal(FieldsOf<FrameReport>(), JsonNode.Parse(ReportJson.Of(Outcome))!["failures"]![0]!["stack"]![0]!.AsObject().Count);
        Assert.Equal(FieldsOf<CounterexampleReport>(), JsonNode.Parse(ReportJson.Of(Outcome))!["failures"]![0]!["counterexample"]!.AsObject().Count);
    }

    private static int FieldsOf<T>() => typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Length;
}
