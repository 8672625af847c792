public import CommandLineKit
public import Configuration
public import Cryogenics
public import HeatTransfer
public import Materials
public import Planning
public import Plotting
public import Quantities
public import Qubits
public import Readings
public import Reporting
import Text
public import Thermometry
public import Twin

extension Quantity: ArgumentValue {
    /// A number with its unit.
    public init(argument: String) throws {
        do throws(QuantityError) { try self.init(parsing: argument) } catch {
            // The parser shows the word already.
            var words = error.description
            let shown = quoted(argument)
            if words.hasPrefix(shown) { words = String(words.dropFirst(shown.count).drop { ": ".contains($0) }) }
            throw ArgumentError(words)
        }
    }

    /// The description, which parses back.
    public var argument: String { description }

    /// The dimension's name in capitals.
    public static var argumentPlaceholder: String? { D.name.uppercased() }
}

extension QuantityRange: ArgumentValue {
    /// Two quantities with `..` between them.
    public init(argument: String) throws {
        do throws(QuantityError) { try self.init(parsing: argument) } catch {
            throw ArgumentError(error.description)
        }
    }

    /// The description, which parses back.
    public var argument: String { description }
}

extension Property: ArgumentValue {}

extension LinkModel.Coupling: ArgumentValue {}

extension InversionSource: ArgumentValue {}

extension CableAttenuation.Method: ArgumentValue {
    /// One word, as a shell wants it.
    public var argument: String { rawValue.replacing(" ", with: "-") }

    /// `stated` or `skin-effect`.
    public init(argument: String) throws {
        guard let found = Self.allCases.first(where: { $0.argument == argument }) else {
            throw ArgumentError("expected stated or skin-effect")
        }
        self = found
    }

    /// The words that are read.
    public static var argumentChoices: [String] { allCases.map(\.argument) }
}

extension MaterialError: ExitCoding {
    /// What was asked for is not to be had, or a file contradicts itself.
    public var exitCode: ExitCode { if case .inconsistent = reason { .badData } else { .usage } }
}

extension ConfigurationError: ExitCoding {
    /// A file does not hold what it should.
    public var exitCode: ExitCode {
        if case .unreadable(_, code: 2) = reason { return .noSuchFile }
        return .badData
    }
}

extension PlottingError: ExitCoding {
    /// gnuplot is missing, slow or broken; or the picture cannot be made of what was asked.
    public var exitCode: ExitCode {
        switch reason {
        case .gnuplotNotInstalled, .cannotStart, .timedOut: .unavailable
        case .unknownFormat, .cannotWrite, .badSize: .usage
        default: .fault
        }
    }
}

extension ReportError: ExitCoding {
    /// A file that cannot be written was asked for; a report that does not fit together is our own fault.
    public var exitCode: ExitCode { if case .cannotWrite = reason { .usage } else { .fault } }
}

extension LinkError: ExitCoding {
    /// The modules or parameters make no link.
    public var exitCode: ExitCode { .badData }
}

extension LineError: ExitCoding {
    /// What was asked for is not to be had, or a file contradicts itself.
    public var exitCode: ExitCode { if case .inconsistent = reason { .badData } else { .usage } }
}

extension CryostatError: ExitCoding {
    /// The parts make no cryostat.
    public var exitCode: ExitCode { .badData }
}

extension CoolerError: ExitCoding {
    /// A cooler is asked outside of what was measured.
    public var exitCode: ExitCode { .badData }
}

extension NetworkError: ExitCoding {
    /// There is no steady state: the answer is no.
    public var exitCode: ExitCode { .no }
}

extension PlanningError: ExitCoding {
    /// What was asked for is not to be had.
    public var exitCode: ExitCode { .usage }
}

extension HeaterSweepError: ExitCoding {
    /// The states of rest do not give what is sought.
    public var exitCode: ExitCode { .badData }
}

extension QubitError: ExitCoding {
    /// What cannot be reached is answered with no; an argument outside its range is wrong usage.
    public var exitCode: ExitCode { if case .unattainable = reason { .no } else { .usage } }
}

extension ScriptError: ExitCoding {
    /// A scenario or procedure that cannot be.
    public var exitCode: ExitCode { .badData }
}

extension StartError: ExitCoding {
    /// The plant does not come to its base: the answer is no.
    public var exitCode: ExitCode { .no }
}

extension CurveError: ExitCoding {
    /// A file does not hold a calibration curve.
    public var exitCode: ExitCode { .badData }
}

extension SensorFaultError: ExitCoding {
    /// Something that no instrument of the plant can have.
    public var exitCode: ExitCode { .badData }
}

extension PlantInstrumentsError: ExitCoding {
    /// A plant whose instruments cannot be.
    public var exitCode: ExitCode { .badData }
}

extension ChannelError: ExitCoding {
    /// A name that no device or channel can have.
    public var exitCode: ExitCode { .badData }
}

extension FaultError: ExitCoding {
    /// A fault that cannot be.
    public var exitCode: ExitCode { .badData }
}

extension ControlError: ExitCoding {
    /// A control, setting or signal that cannot be.
    public var exitCode: ExitCode { .badData }
}

extension UnknownCurve: ExitCoding {
    /// There is no such curve.
    public var exitCode: ExitCode { .noSuchFile }
}

extension HeatInjectionError: ExitCoding {
    /// Steps that cannot be were asked for.
    public var exitCode: ExitCode { .usage }
}
