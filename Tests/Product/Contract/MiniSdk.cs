using System;
using System.IO;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Serialization;
using CrmMilestones.Packaging.Contract;

namespace CrmMilestones.Tests.Contract;

/// <summary>A tiny assembly in the manner of the SDK: one enum, one row class and one service interface.</summary>
sealed record MiniSdk
{
    public Version Version { get; init; } = new(9, 0, 0, 0);

    public int ClosedValue { get; init; } = 2;

    public string DataNamespace { get; init; } = "urn:rows";

    public Type RowBase { get; init; } = typeof(object);

    public Type ReadReturns { get; init; } = typeof(Guid);

    public string[] RowMethods { get; init; } = ["Read"];

    public string[] ServiceMethods { get; init; } = ["Create", "Update"];

    public bool HasService { get; init; } = true;

    public AssemblyImage Build()
    {
        PersistedAssemblyBuilder assembly = new(new("Mini") { Version = Version }, typeof(object).Assembly);
        var module = assembly.DefineDynamicModule("Mini");
        DefineState(module);
        DefineRow(module);
        if (HasService)
        {
            DefineService(module);
        }

        var path = Path.GetTempFileName();
        try
        {
            assembly.Save(path);
            return AssemblyImage.Open(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    void DefineState(ModuleBuilder module)
    {
        var state = module.DefineEnum("Mini.State", TypeAttributes.Public, typeof(int));
        state.DefineLiteral("Open", 1);
        state.DefineLiteral("Closed", ClosedValue);
        state.CreateType();
    }

    void DefineRow(ModuleBuilder module)
    {
        var row = module.DefineType("Mini.Row", TypeAttributes.Public, RowBase);
        row.SetCustomAttribute(new(
            typeof(DataContractAttribute).GetConstructor([])!, [],
            [typeof(DataContractAttribute).GetProperty(nameof(DataContractAttribute.Namespace))!], [DataNamespace]));
        foreach (var name in RowMethods)
        {
            var body = row.DefineMethod(name, MethodAttributes.Public, ReadReturns, [typeof(string)]).GetILGenerator();
            body.Emit(OpCodes.Ldnull);
            body.Emit(OpCodes.Throw);
        }

        row.CreateType();
    }

    void DefineService(ModuleBuilder module)
    {
        const TypeAttributes Interface = TypeAttributes.Public | TypeAttributes.Interface | TypeAttributes.Abstract;
        var service = module.DefineType("Mini.IService", Interface);
        foreach (var name in ServiceMethods)
        {
            service.DefineMethod(name, MethodAttributes.Public | MethodAttributes.Abstract | MethodAttributes.Virtual);
        }

        service.CreateType();
    }
}
