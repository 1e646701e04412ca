using CodeRefine.Properties.Running;
using CodeRefine.TestHost.Hosting;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.TestHost.Screening;

/// <summary>Tries a plan's variants one after the other, in order: the one that runs is the first of which nothing was told.</summary>
internal static class ScreenRunner
{
    public static void Run(JobPayload payload, ScreenPlan plan, LoadedImages images, Reporter reporter)
    {
        PropertySeed.OfRun = payload.Job.Seed;
        Quiet.Hush();
        using var subject = ScreenSubject.Of(images, payload.Job, plan);
        if (subject is null)
        {
            reporter.Ground(new ScreenGround([], 0, 0, "The candidate holds no switches."));
            return;
        }

        var ground = Ground.Measure(subject);
        reporter.Ground(ground);
        if (!subject.Checks.Any(c => c.Failing))
        {
            return;
        }

        using var batches = new BatchReporter(reporter);
        if (plan.Isolated)
        {
            RunIsolated(payload, plan, ground, reporter, batches);
        }
        else
        {
            RunTogether(subject, plan, reporter, batches);
        }
    }

    private static void RunTogether(ScreenSubject subject, ScreenPlan plan, Reporter reporter, BatchReporter batches)
    {
        var run = new VariantRun(subject, plan);
        for (var i = 0; i < plan.Variants.Length; i++)
        {
            reporter.VariantStarted(plan.Variants[i].Id);
            batches.Add(run.Run(plan.Variants[i]));
            if ((i + 1) % plan.VerifyEvery == 0 || i + 1 == plan.Variants.Length)
            {
                if (!Ground.Holds(subject))
                {
                    batches.Leaked();
                    return;
                }

                batches.Verified();
            }
        }
    }

    private static void RunIsolated(JobPayload payload, ScreenPlan plan, ScreenGround ground, Reporter reporter, BatchReporter batches)
    {
        foreach (var variant in plan.Variants)
        {
            reporter.VariantStarted(variant.Id);
            using var images = SeparateImages.Load(payload);
            using var subject = ScreenSubject.Of(images.Images, payload.Job, plan)!;
            Ground.Measure(subject);
            batches.Add(new VariantRun(subject, plan).Run(variant));
            batches.Verified();
        }
    }
}
