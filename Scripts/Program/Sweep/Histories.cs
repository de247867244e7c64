using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Sweep;

/// <summary>What is believed of every customer, in a few bytes each: first days, facts and markets, from which a
/// timeline follows. A million customers of two periods each need 40 MB, and as much again while the lists grow.</summary>
sealed class Histories
{
    readonly List<Guid> _customers = [];
    readonly List<int> _starts = [];
    readonly List<Stretch> _stretches = [];
    readonly List<Guid?> _markets = [];

    /// <summary>The places, sorted by customer, once all are there: a dictionary would need more than all the rest.
    /// </summary>
    int[] _byCustomer = [];

    /// <summary>How many customers there are.</summary>
    public int Count => _customers.Count;

    /// <summary>The place of a customer; null of whom nothing is believed.</summary>
    public int? PlaceOf(Guid customer)
    {
        if (_byCustomer.Length != Count)
        {
            _byCustomer = [.. Enumerable.Range(0, Count)];
            Array.Sort(_byCustomer, (one, other) => _customers[one].CompareTo(_customers[other]));
        }

        var (first, end) = (0, Count);
        while (first < end)
        {
            var middle = first + ((end - first) / 2);
            (first, end) = _customers[_byCustomer[middle]] < customer ? (middle + 1, end) : (first, middle);
        }

        return first < Count && _customers[_byCustomer[first]] == customer ? _byCustomer[first] : null;
    }

    /// <summary>What is believed of the customer at a place.</summary>
    public Timeline At(int place)
    {
        var end = place + 1 < _starts.Count ? _starts[place + 1] : _stretches.Count;
        return Timeline.Of(_stretches[_starts[place]..end].Select(stretch => new StatusPeriod(
            DateTime.UnixEpoch.AddDays(stretch.Day), null, (Facts)stretch.Facts, _markets[stretch.Market], default,
            null)));
    }

    /// <summary>The customers, by their places.</summary>
    public IReadOnlyList<Guid> Customers => _customers;

    /// <summary>A customer's stored periods.</summary>
    public void Add(Guid customer, IEnumerable<StatusPeriod> periods)
    {
        _customers.Add(customer);
        _starts.Add(_stretches.Count);
        foreach (var period in periods)
        {
            _stretches.Add(new(
                (int)(period.From - DateTime.UnixEpoch).TotalDays, (byte)period.Facts, MarketPlace(period.Market)));
        }
    }

    /// <summary>The customers from a place on, for a journal.</summary>
    public byte[] Pack(int from)
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes);
        for (var place = from; place < Count; place++)
        {
            var timeline = At(place);
            writer.Write(_customers[place].ToByteArray());
            writer.Write7BitEncodedInt(timeline.Count);
            foreach (var period in timeline)
            {
                writer.Write((int)(period.From - DateTime.UnixEpoch).TotalDays);
                writer.Write((byte)period.Facts);
                writer.Write(period.Market is not null);
                writer.Write((period.Market ?? Guid.Empty).ToByteArray());
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Adds what was packed.</summary>
    public void Unpack(byte[] packed)
    {
        using BinaryReader reader = new(new MemoryStream(packed));
        while (reader.BaseStream.Position < packed.Length)
        {
            Guid customer = new(reader.ReadBytes(16));
            Add(customer, [.. Enumerable.Range(0, reader.Read7BitEncodedInt()).Select(_ => Read(reader))]);
        }
    }

    static StatusPeriod Read(BinaryReader reader)
    {
        var from = DateTime.UnixEpoch.AddDays(reader.ReadInt32());
        var facts = (Facts)reader.ReadByte();
        var hasMarket = reader.ReadBoolean();
        Guid market = new(reader.ReadBytes(16));
        return new(from, null, facts, hasMarket ? market : null, default, null);
    }

    ushort MarketPlace(Guid? market)
    {
        var place = _markets.IndexOf(market);
        if (place < 0)
        {
            place = _markets.Count;
            _markets.Add(market);
        }

        return checked((ushort)place);
    }

    readonly record struct Stretch(int Day, byte Facts, ushort Market);
}
