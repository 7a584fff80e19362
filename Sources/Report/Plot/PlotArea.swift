// SPDX-License-Identifier: Apache-2.0

/// The part of a drawing that the data fill, with y downwards.
struct PlotArea: Hashable {
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double

    /// With room for what stands on its edges.
    func widened(by room: Double) -> PlotArea {
        PlotArea(left: left - room, right: right + room, top: top - room, bottom: bottom + room)
    }

    /// As an element of SVG.
    var rectangle: String {
        let numbers = [("x", left), ("y", top), ("width", right - left), ("height", bottom - top)]
        return "<rect \(numbers.map { "\($0)=\"\(NumberText.place($1))\"" }.joined(separator: " "))/>"
    }
}
