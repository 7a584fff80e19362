// SPDX-License-Identifier: Apache-2.0
import Foundation
import TOMLDocument

@testable import RigFile

/// Rig files to begin with: each test changes one line of one of them.
enum RigText {
    static let simulated = """
        schema = 1
        name = "bench"
        kind = "simulated"
        [limits]
        max-rate = "200 mL/day"
        [mechanics]
        full-steps-per-revolution = 200
        microsteps = 4
        stroke = 10
        minimum-stroke = 4
        stroke-speed = "100 steps/s"
        ramp = "2000 steps/s2"
        [calibration]
        id = "c1"
        volume-per-revolution = "10 uL"
        uncertainty = "5 %"
        """

    static let gpio =
        simulated.replacing("\"simulated\"", with: "\"gpio\"") + "\n" + """
            [lines]
            chip = "pinctrl-bcm2711"
            step = { line = "GPIO17" }
            direction = { line = "GPIO27" }
            enable = { line = "GPIO22", active-low = true }
            [driver]
            model = "TMC2209"
            """

    /// The text with one line replaced by another, or by several, or by none.
    static func with(_ line: String, as other: String, of text: String = simulated) -> String {
        precondition(text.contains(line), line)
        return text.replacing(line, with: other)
    }

    /// What reading throws, one error a line without the file's name; "accepted" for nothing.
    static func failure(_ text: String) -> String {
        do throws(DocumentErrors) {
            _ = try RigDescription(parsing: text, file: "r.toml")
            return "accepted"
        } catch {
            return error.description.replacing("r.toml:", with: "")
        }
    }

    static func example(_ name: String) throws -> (text: String, file: String) {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = root.appending(path: "Config/rigs/\(name)")
        return (try String(contentsOf: file, encoding: .utf8), name)
    }
}
