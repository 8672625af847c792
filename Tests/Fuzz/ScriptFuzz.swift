import Configuration
import FoundationEssentials

@testable import Twin

/// Whatever reads as a procedure or a scenario reads so again and passes its checks; whatever does not, says where.
@c(LLVMFuzzerTestOneInput)
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let decoder = ConfigurationDecoder()
    do throws(ConfigurationError) {
        let procedure = try decoder.decode(CheckedProcedure.self, from: bytes, file: "fuzz.yaml").procedure
        precondition((try? procedure.check()) != nil, "refused once it was read")
        guard let json = try? JSONEncoder().encode(procedure) else { preconditionFailure("does not encode") }
        precondition((try? JSONDecoder().decode(Procedure.self, from: json)) == procedure, "its JSON reads differently")
    } catch {
        check(error)
    }
    do throws(ConfigurationError) {
        let scenario = try decoder.decode(CheckedScenario.self, from: bytes, file: "fuzz.yaml").scenario
        precondition((try? scenario.check()) != nil, "refused once it was read")
        let again = try decoder.decode(CheckedScenario.self, from: bytes).scenario
        precondition(again == scenario, "reads differently again")
        for event in scenario.events {
            guard case .set(let settings) = event.action else { continue }
            for item in settings {
                let words = item.setting.words(for: item.control.part)
                precondition((try? ControlSetting("\(item.control)", words)) == item, "its words read differently")
            }
        }
        for condition in scenario.expectations.flatMap(\.conditions) {
            precondition((try? Condition(condition.words, for: condition.signal)) == condition, "reads differently")
        }
    } catch {
        check(error)
    }
    return 0
}

private func check(_ error: ConfigurationError) {
    precondition((error.line ?? 0) >= 1 && (error.column ?? 0) >= 1, "the error has no place")
    let words = error.description
    precondition(words.hasPrefix("fuzz.yaml:"), "the error does not name the file")
    precondition(!words.utf8.contains { $0 < 0x20 }, "the error could redraw a terminal")
    precondition(words.utf8.count < 20_000, "the error is not for people")
}
