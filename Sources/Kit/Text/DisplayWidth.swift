/// How many cells of a terminal a text fills.
///
/// Combining marks and control characters fill none, East Asian wide characters and emoji two, all others one.
/// Characters whose width depends on the terminal's language (`°`, `±`, `·`, `²`, `µ`) count one.
///
/// - Complexity: O(n); plain ASCII is counted without any table.
/// - Source: Unicode Standard Annex #11, East Asian Width, of Unicode 14.
public func displayWidth(_ text: some StringProtocol) -> Int {
    let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
    if isPlain { return text.utf8.count }
    return text.reduce(0) { $0 + displayWidth(of: $1) }
}

private func displayWidth(of character: Character) -> Int {
    var width = 0
    var regionalIndicators = 0
    var halfwidthMarks = 0
    for scalar in character.unicodeScalars {
        switch scalar.value {
        case 0xFE0F: return 2  // "show the character before me as a picture"
        case 0x1F1E6...0x1F1FF: regionalIndicators += 1
        case 0xFF9E, 0xFF9F: halfwidthMarks += 1  // the one kind of mark with a cell of its own
        default: break
        }
        if halfwidthMarks == 0 { width = max(width, displayWidth(of: scalar)) }
    }
    return regionalIndicators == 2 ? 2 : width + halfwidthMarks
}

private func displayWidth(of scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .control, .nonspacingMark, .enclosingMark: return 0
    case .format: return scalar.value == 0xAD ? 1 : 0  // a soft hyphen is shown
    default: break
    }
    if (0x1160...0x11FF).contains(scalar.value) { return 0 }  // vowels and finals join the Hangul letter before
    return isWide(scalar.value) ? 2 : 1
}

/// Binary search among the ranges of wide characters.
private func isWide(_ value: UInt32) -> Bool {
    guard value >= 0x1100 else { return false }
    var low = 0
    var high = wideRanges.count
    while low < high {
        let middle = (low + high) / 2
        if wideRanges[middle].contains(value) { return true }
        if value < wideRanges[middle].lowerBound { high = middle } else { low = middle + 1 }
    }
    return false
}

/// Width W or F, neighbouring ranges joined where only unassigned code points lie between.
private let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0...0x23F0, 0x23F3...0x23F3,
    0x25FD...0x25FE, 0x2614...0x2615, 0x2648...0x2653, 0x267F...0x267F, 0x2693...0x2693, 0x26A1...0x26A1,
    0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5, 0x26CE...0x26CE, 0x26D4...0x26D4, 0x26EA...0x26EA,
    0x26F2...0x26F3, 0x26F5...0x26F5, 0x26FA...0x26FA, 0x26FD...0x26FD, 0x2705...0x2705, 0x270A...0x270B,
    0x2728...0x2728, 0x274C...0x274C, 0x274E...0x274E, 0x2753...0x2755, 0x2757...0x2757, 0x2795...0x2797,
    0x27B0...0x27B0, 0x27BF...0x27BF, 0x2B1B...0x2B1C, 0x2B50...0x2B50, 0x2B55...0x2B55, 0x2E80...0x303E,
    0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4C6, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAD9,
    0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x1B2FB, 0x1F004...0x1F004,
    0x1F0CF...0x1F0CF, 0x1F18E...0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F320, 0x1F32D...0x1F335, 0x1F337...0x1F37C,
    0x1F37E...0x1F393, 0x1F3A0...0x1F3CA, 0x1F3CF...0x1F3D3, 0x1F3E0...0x1F3F0, 0x1F3F4...0x1F3F4, 0x1F3F8...0x1F43E,
    0x1F440...0x1F440, 0x1F442...0x1F4FC, 0x1F4FF...0x1F53D, 0x1F54B...0x1F54E, 0x1F550...0x1F567, 0x1F57A...0x1F57A,
    0x1F595...0x1F596, 0x1F5A4...0x1F5A4, 0x1F5FB...0x1F64F, 0x1F680...0x1F6C5, 0x1F6CC...0x1F6CC, 0x1F6D0...0x1F6D2,
    0x1F6D5...0x1F6DF, 0x1F6EB...0x1F6EC, 0x1F6F4...0x1F6FC, 0x1F7E0...0x1F7F0, 0x1F90C...0x1F93A, 0x1F93C...0x1F945,
    0x1F947...0x1F9FF, 0x1FA70...0x1FAF6, 0x20000...0x3134A,
]
