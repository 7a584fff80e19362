// SPDX-License-Identifier: Apache-2.0

/// A setting that differs between the prescription in force and a proposed one (BR-S08).
public struct SettingChange: Hashable, Sendable {
    public let field: String
    /// Nil where the setting is new.
    public let old: String?
    /// Nil where the setting goes.
    public let new: String?

    /// All changes in the order of the new settings, those that go at the end.
    static func all(from old: Prescription?, to new: Prescription) -> [SettingChange] {
        let before = old?.settings ?? []
        let after = new.settings
        // At most some twenty settings each.
        let changed = after.compactMap { setting -> SettingChange? in
            let previous = before.first { $0.field == setting.field }?.text
            return previous == setting.text
                ? nil : SettingChange(field: setting.field, old: previous, new: setting.text)
        }
        let gone = before.filter { setting in !after.contains { $0.field == setting.field } }
        return changed + gone.map { SettingChange(field: $0.field, old: $0.text, new: nil) }
    }
}
