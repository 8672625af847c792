import Readings

extension LogParser {
    /// Reads what a record says into ``cells``, up to its end or the next record's time.
    mutating func cells(_ bytes: Span<UInt8>, _ place: inout Int, _ end: Int) {
        switch file.kind {
        case .temperature, .resistance, .excitation, .flowmeter: single(bytes, &place, end)
        case .maxigauge: gauges(bytes, &place, end)
        case .channels: states(bytes, &place, end)
        case .heaters: heaters(bytes, &place, end)
        case .status: statusKeys(bytes, &place, end)
        case .errors: break
        }
    }

    /// Whether another record begins here.
    private func isNext(_ bytes: Span<UInt8>, _ place: Int, _ end: Int) -> Bool {
        place == end || LogScanning.isDigit(bytes[place]) && LogScanning.stamp(bytes, place, end) != nil
    }

    /// Counts a field that is no number, and goes to its end.
    private mutating func noNumber(_ bytes: Span<UInt8>, _ place: inout Int, _ end: Int) {
        guard let (start, last) = LogScanning.word(bytes, &place, end) else { return note(.tooShort) }
        note(.noNumber(LogScanning.text(bytes, start, last)))
    }

    // MARK: One number

    private var singleColumn: (name: String, unit: ChannelUnit) {
        switch file.kind {
        case .temperature(let number): (settings.thermometer(number), .kelvin)
        case .resistance(let number): ("\(settings.thermometer(number))-resistance", .ohm)
        case .excitation(let number): ("\(settings.thermometer(number))-excitation", .watt)
        default: ("flow", .molePerSecond)
        }
    }

    private mutating func single(_ bytes: Span<UInt8>, _ place: inout Int, _ end: Int) {
        // The flow is in millimoles a second.
        let shift = file.kind == .flowmeter ? -3 : 0
        guard let number = LogScanning.number(bytes, &place, end, shift: shift) else {
            return noNumber(bytes, &place, end)
        }
        guard place == end else {
            let rest = place
            place = end
            return note(.trailing(LogScanning.text(bytes, rest, end)))
        }
        if columns.isEmpty {
            let (name, unit) = singleColumn
            guard column(name, unit) != nil else { return }
        }
        // What is not above zero is no temperature.
        if case .temperature = file.kind, !(number > 0) {
            cells.append(Cell(column: 0, value: nil, quality: .invalid))
        } else {
            cells.append(Cell(column: 0, value: number, quality: .good))
        }
    }

    // MARK: Pressures

    /// `CH1,name,on,mbar,status,1,` six times.
    private mutating func gauges(_ bytes: Span<UInt8>, _ place: inout Int, _ end: Int) {
        while true {
            LogScanning.skipBlanks(bytes, &place, end)
            if isNext(bytes, place, end) { return }
            guard let (start, last) = LogScanning.word(bytes, &place, end) else { return tooShort(&place, end) }
            guard let gauge = gaugeNumber(bytes, start, last) else {
                place = end
                return note(.noWord(LogScanning.text(bytes, start, last)))
            }
            guard LogScanning.comma(bytes, &place, end) else { return tooShort(&place, end) }
            // The name of the gauge says nothing that its number does not.
            _ = LogScanning.word(bytes, &place, end)
            guard LogScanning.comma(bytes, &place, end) else { return tooShort(&place, end) }
            var numbers = (0.0, 0.0, 0.0, 0.0)
            var isWhole = true
            for field in 0..<4 {
                // Millibars.
                if let number = LogScanning.number(bytes, &place, end, shift: field == 1 ? 2 : 0) {
                    switch field {
                    case 0: numbers.0 = number
                    case 1: numbers.1 = number
                    case 2: numbers.2 = number
                    default: numbers.3 = number
                    }
                } else {
                    isWhole = false
                    noNumber(bytes, &place, end)
                }
                guard LogScanning.comma(bytes, &place, end) || field == 3 else { return tooShort(&place, end) }
            }
            guard isWhole else { continue }
            guard let column = gaugeColumn(gauge) else { continue }
            let quality = gaugeQuality(isOn: numbers.0 != 0, status: numbers.2)
            cells.append(Cell(column: column, value: numbers.1, quality: quality))
        }
    }

    private mutating func tooShort(_ place: inout Int, _ end: Int) {
        place = end
        note(.tooShort)
    }

    /// `CH1` to `CH99`.
    private func gaugeNumber(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        guard end - start >= 3, end - start <= 4, bytes[start] == UInt8(ascii: "C"),
            bytes[start + 1] == UInt8(ascii: "H")
        else { return nil }
        var number = 0
        for index in (start + 2)..<end {
            guard LogScanning.isDigit(bytes[index]) else { return nil }
            number = number * 10 + LogScanning.digit(bytes[index])
        }
        return number
    }

    private mutating func gaugeColumn(_ gauge: Int) -> Int? {
        // Gauges stand in their order.
        if gauge >= 1, gauge <= columns.count, columns[gauge - 1].channel.name.utf8.last == UInt8(48 + gauge % 10) {
            return gauge - 1
        }
        return column("P\(gauge)", .pascal)
    }

    /// What a gauge's controller says of a pressure.
    ///
    /// A gauge that is off leaves a number that means nothing.
    private func gaugeQuality(isOn: Bool, status: Double) -> Quality {
        guard isOn else { return .off }
        return switch status {
        case 0: .good
        case 1: .belowRange
        case 2: .aboveRange
        case 3, 6: .invalid
        case 4: .off
        case 5: .disconnected
        default: .suspect
        }
    }

    // MARK: Names with numbers

    /// `0,v1,1,v2,0,…`: first a number whose meaning is not known, then states.
    private mutating func states(_ bytes: Span<UInt8>, _ place: inout Int, _ end: Int) {
        guard let code = LogScanning.number(bytes, &place, end) else {
            noNumber(bytes, &place, end)
            place = end
            return
        }
        if columns.isEmpty { guard column("panel-code", .one) != nil else { return } }
        cells.append(Cell(column: 0, value: code, quality: .good))
        guard LogScanning.comma(bytes, &place, end) else {
            return place == end ? note(.tooShort) : note(.trailing(LogScanning.text(bytes, place, end)))
        }
        pairs(bytes, &place, end) { parser, name in
            parser.column(name, .one)
        } take: { parser, column, number in
            // A pump that reports an error is neither on nor off.
            parser.cells.append(
                Cell(column: column, value: number, quality: number == 0 || number == 1 ? .good : .suspect))
        }
    }

    /// `key,number,key,number,…`.
    private mutating func statusKeys(_ bytes: Span<UInt8>, _ place: inout Int, _ end: Int) {
        status.begin()
        pairs(bytes, &place, end) { parser, name in
            let key = StatusKey(name)
            guard let column = parser.column(name, key.unit) else { return nil }
            parser.status.know(key, column: column)
            return column
        } take: { parser, column, number in
            parser.status.add(column: column, number)
        }
        status.resolve(into: &cells)
    }

    /// Pairs of a name and a number, up to the end or the next record.
    @inline(__always)
    private mutating func pairs(
        _ bytes: Span<UInt8>, _ place: inout Int, _ end: Int, new: (inout Self, String) -> Int?,
        take: (inout Self, Int, Double) -> Void
    ) {
        var count = 0
        while true {
            LogScanning.skipBlanks(bytes, &place, end)
            if isNext(bytes, place, end) { return }
            guard let (start, last) = LogScanning.word(bytes, &place, end),
                LogScanning.comma(bytes, &place, end)
            else { return tooShort(&place, end) }
            var column = keys.column(bytes, start, last, place: count)
            if column == nil {
                let name = LogScanning.text(bytes, start, last)
                column = new(&self, name)
                if let column { keys.add(name, column: column, place: count) }
            }
            count += 1
            if let number = LogScanning.number(bytes, &place, end) {
                if let column { take(&self, column, number) }
            } else {
                noNumber(bytes, &place, end)
            }
            guard LogScanning.comma(bytes, &place, end) || isNext(bytes, place, end) else {
                return tooShort(&place, end)
            }
        }
    }

    // MARK: Heaters

    /// `on,power` for each.
    private mutating func heaters(_ bytes: Span<UInt8>, _ place: inout Int, _ end: Int) {
        var heater = 0
        while true {
            LogScanning.skipBlanks(bytes, &place, end)
            if isNext(bytes, place, end) { return heater > 0 ? () : note(.tooShort) }
            heater += 1
            let isOn = LogScanning.number(bytes, &place, end)
            if isOn == nil { noNumber(bytes, &place, end) }
            guard LogScanning.comma(bytes, &place, end) else { return tooShort(&place, end) }
            let power = LogScanning.number(bytes, &place, end)
            if power == nil { noNumber(bytes, &place, end) }
            guard LogScanning.comma(bytes, &place, end) || isNext(bytes, place, end) else {
                return tooShort(&place, end)
            }
            let name = settings.heater(heater)
            if let isOn, let state = column("\(name)-on", .one) {
                cells.append(Cell(column: state, value: isOn, quality: isOn == 0 || isOn == 1 ? .good : .suspect))
            }
            if let power, let column = column(name, .watt) {
                let isKnown = settings.areHeatersInWatts || power == 0
                cells.append(Cell(column: column, value: power, quality: isKnown ? .good : .suspect))
            }
        }
    }
}
