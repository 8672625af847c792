extension Cable {
    /// Makes sure that numbers can be, and that what lies around what fits.
    func validate() throws(LineError) {
        guard !parts.isEmpty else { throw LineError(name, .inconsistent("it has no parts; give at least a conductor")) }
        guard parts.contains(where: \.role.isConductor) else {
            throw LineError(name, .inconsistent("none of its parts conducts; give an inner, outer or wire"))
        }
        try LineError.positive(outerDiameter, "the outer diameter", "m", of: name)
        for (index, part) in parts.enumerated() {
            let subject = "\(name), parts[\(index)]"
            try part.validate(subject)
            guard case .round(_, let outer) = part.section, outer > outerDiameter * (1 + 1e-9) else { continue }
            throw LineError(
                subject, .inconsistent("it is \(outer) m wide, the cable \(outerDiameter) m; state outer_diameter anew")
            )
        }
        if let impedance { try LineError.positive(impedance, "the impedance", "Ω", of: name) }
        if let dielectric {
            guard dielectric.permittivity >= 1, dielectric.permittivity.isFinite else {
                throw LineError(
                    name, .outOfRange(quantity: "ε′", value: dielectric.permittivity, range: "1 or above"))
            }
            try LineError.notNegative(dielectric.lossTangent, "tan δ", "", of: name)
        }
        if let statedConductance {
            try LineError.positive(statedConductance.temperature, "a stated conductance’s temperature", "K", of: name)
            try LineError.positive(statedConductance.value, "the stated conductance", "W·m/K", of: name)
        }
        if kind == .coax { try checkCoax() }
    }

    /// A coax has an inner and an outer conductor; round parts fill each other without overlap.
    private func checkCoax() throws(LineError) {
        for role in [Role.inner, .outer] where !parts.contains(where: { $0.role == role }) {
            throw LineError(name, .inconsistent("a coax without \(role.rawValue) conductor"))
        }
        let rings = parts.compactMap { part -> (inner: Double, outer: Double)? in
            guard case .round(let inner, let outer) = part.section else { return nil }
            return (inner, outer)
        }.sorted { $0.outer < $1.outer }
        for (a, b) in zip(rings, rings.dropFirst()) where b.inner < a.outer * (1 - 1e-9) {
            throw LineError(
                name,
                .inconsistent(
                    "parts overlap: one ends at a diameter of \(a.outer) m, the next begins at \(b.inner) m"))
        }
    }
}

extension Cable.Part {
    /// Makes sure that its numbers can be.
    func validate(_ subject: String) throws(LineError) {
        guard count >= 1 else {
            throw LineError(subject, .outOfRange(quantity: "count", value: Double(count), range: "1 or more"))
        }
        switch section {
        case .round(let inner, let outer):
            try LineError.notNegative(inner, "the inner diameter", "m", of: subject)
            guard outer > inner, outer.isFinite else {
                throw LineError(
                    subject,
                    .outOfRange(quantity: "the diameter", value: outer, range: "above the inner diameter, \(inner) m"))
            }
        case .strip(let width, let thickness):
            try LineError.positive(width, "the width", "m", of: subject)
            try LineError.positive(thickness, "the thickness", "m", of: subject)
        case .area(let area): try LineError.positive(area, "the area", "m²", of: subject)
        }
        if let residualResistanceRatio {
            guard residualResistanceRatio > 1, residualResistanceRatio.isFinite else {
                throw LineError(
                    subject,
                    .outOfRange(
                        quantity: "the residual resistance ratio", value: residualResistanceRatio, range: "above 1"))
            }
        }
        if let resistivity { try LineError.positive(resistivity, "the resistivity", "Ω·m", of: subject) }
    }
}
