using System;

Console.Error.WriteLine("No command yet.");
return 1;
