using System.Collections.Generic;
using CrmMilestones.Sandbox.Solution;

namespace CrmMilestones.Sandbox.App.Window;

/// <summary>Reads zips once, and again when others were imported.</summary>
sealed class SolutionModels
{
    readonly System.Threading.Lock _reading = new();
    IReadOnlyList<byte[]>? _zips;
    SolutionModel _model = SolutionModel.Read([]);

    internal SolutionModel Of(IReadOnlyList<byte[]> zips)
    {
        lock (_reading)
        {
            if (!ReferenceEquals(zips, _zips))
            {
                _model = SolutionModel.Read(zips);
                _zips = zips;
            }

            return _model;
        }
    }
}
