import Glibc

/// A mark on an axis.
struct Tick: Hashable {
    /// Where it stands.
    var value: Double
    /// What is written at it; nil for a minor one.
    var label: String?
}

/// The marks of an axis and the power of ten that was taken out of their labels.
struct Ticks: Hashable {
    var marks: [Tick] = []
    var exponent = 0
}

extension Ticks {
    /// A step of 1, 2 or 5 times a power of ten, and into how many parts minor marks divide it.
    struct Step {
        var mantissa: Int
        var exponent: Int
        var parts: Int

        /// The smallest such step that gives at most `count` steps over `span`.
        init(over span: Double, count: Int) {
            let raw = span / Double(max(count, 1))
            var exponent = Int(log10(raw).rounded(.down))
            let lead = raw / pow(10, Double(exponent))
            let mantissa = [1, 2, 5].first { lead <= Double($0) * (1 + 1e-9) }
            if mantissa == nil { exponent += 1 }
            self.mantissa = mantissa ?? 1
            self.exponent = exponent
            self.parts = self.mantissa == 2 ? 4 : 5
        }

        var size: Double { decimalValue(mantissa, exponent: exponent) }
    }

    /// Even marks between two values, about `count` of them labelled.
    ///
    /// Labels of thousands and more, or thousandths and less, are divided by a power of ten that goes to the title.
    static func linear(from lowest: Double, to highest: Double, count: Int) -> Ticks {
        let step = Step(over: highest - lowest, count: count)
        let first = Int((lowest / step.size - 1e-6).rounded(.up))
        let last = Int((highest / step.size + 1e-6).rounded(.down))
        let largest = max(abs(lowest), abs(highest))
        let exponent = largest >= 1e5 || largest < 5e-3 ? 3 * Int((log10(largest) / 3).rounded(.down)) : 0
        var marks: [Tick] = []
        for index in (first - 1)...(last + 1) {
            if index >= first, index <= last {
                let mantissa = index * step.mantissa
                marks.append(
                    Tick(
                        value: decimalValue(mantissa, exponent: step.exponent),
                        label: decimalText(mantissa, exponent: step.exponent - exponent)))
            }
            for part in 1..<step.parts {
                let value = (Double(index) + Double(part) / Double(step.parts)) * step.size
                if value > lowest, value < highest { marks.append(Tick(value: value, label: nil)) }
            }
        }
        return Ticks(marks: marks, exponent: exponent)
    }

    /// Marks of a logarithmic axis: powers of ten; 1, 2, 5 within two decades; even numbers within less than one.
    ///
    /// Labels are written out (0.01, 100) as long as that is short, as powers of ten beyond.
    static func logarithmic(from lowest: Double, to highest: Double, count: Int) -> Ticks {
        let decades = log10(highest / lowest)
        if decades < 0.65 {
            var even = linear(from: lowest, to: highest, count: count)
            even.marks.removeAll { $0.value <= 0 }
            return even
        }
        let slack = 1e-9
        let low = Int(log10(lowest).rounded(.down))
        let high = Int(log10(highest).rounded(.up))
        func inside(_ value: Double) -> Bool { value >= lowest * (1 - slack) && value <= highest * (1 + slack) }
        let powers = (low...high).filter { inside(decimalValue(1, exponent: $0)) }
        let stride = max(1, (powers.count + count - 1) / max(count, 1))
        let labelled: [Int] = powers.count >= 3 ? [1] : [1, 2, 5]
        let isWrittenOut = low >= -4 && high <= 5
        var marks: [Tick] = []
        for power in low...high {
            for digit in 1...9 {
                let value = decimalValue(digit, exponent: power)
                guard inside(value) else { continue }
                let isMajor = labelled.contains(digit) && power.isMultiple(of: stride)
                if isMajor {
                    let long = digit == 1 ? powerOfTen(power) : "\(digit)×\(powerOfTen(power))"
                    marks.append(Tick(value: value, label: isWrittenOut ? decimalText(digit, exponent: power) : long))
                } else if digit == 1 || stride == 1 {
                    marks.append(Tick(value: value, label: nil))
                }
            }
        }
        return Ticks(marks: marks)
    }
}
