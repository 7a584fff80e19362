// SPDX-License-Identifier: Apache-2.0

/// How the series of a plot look. Colours after Okabe and Ito and after Tol, which people who confuse colours tell
/// apart; each series has a dash and a marker of its own as well.
struct PlotStyle {
    enum Marker: CaseIterable {
        case circle
        case square
        case triangle
        case diamond
        case cross
        case wedge
    }

    let colour: String
    let darkColour: String
    /// Of SVG; empty is a whole line.
    let dash: String
    let marker: Marker
    /// Of bars.
    let opacity: String

    private static let all = [
        PlotStyle(colour: "#0072b2", darkColour: "#56b4e9", dash: "", marker: .circle, opacity: "0.75"),
        PlotStyle(colour: "#b84a00", darkColour: "#ff9d5c", dash: "7 3", marker: .square, opacity: "0.3"),
        PlotStyle(colour: "#00795a", darkColour: "#3fd0a4", dash: "2 2.5", marker: .triangle, opacity: "0.5"),
        PlotStyle(colour: "#882255", darkColour: "#e39bc4", dash: "9 3 2 3", marker: .diamond, opacity: "0.15"),
        PlotStyle(colour: "#444444", darkColour: "#d5d5d5", dash: "14 4", marker: .cross, opacity: "0.9"),
        PlotStyle(colour: "#857000", darkColour: "#e6c300", dash: "4 2 1 2 1 2", marker: .wedge, opacity: "0.4"),
    ]

    /// The seventh series looks like the first.
    static func style(_ index: Int) -> PlotStyle { all[index % all.count] }

    static func name(_ index: Int) -> String { "s\(index % all.count)" }

    /// What a page needs for its plots once: the drawings have the colours of paper as attributes, and other ones on a
    /// dark screen.
    static var sheet: String {
        let text = ".plot text{font-family:system-ui,sans-serif;font-size:12px}"
        let series = all.indices.map { index in
            let colour = all[index].darkColour
            return ".plot .\(name(index)){stroke:\(colour)}.plot .\(name(index))f{fill:\(colour)}"
        }
        let dark = """
            .plot .ink{fill:#e4e4e4}.plot .soft{fill:#b0b0b0}.plot .grid{stroke:#3c3c3c}.plot .axis{stroke:#9a9a9a}\
            .plot .level{stroke:#d0d0d0}.plot .mark{stroke:#e4e4e4}.plot .markf{fill:#e4e4e4}\
            .plot .hollow{fill:#161616}.plot .paper{fill:#161616}
            """
        return "\(text)\n@media screen and (prefers-color-scheme:dark){\(dark)\(series.joined())}\n"
    }
}
