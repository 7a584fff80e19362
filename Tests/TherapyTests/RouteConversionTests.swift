// SPDX-License-Identifier: Apache-2.0
import Quantities
import Testing

@testable import Therapy

@Suite("Doses by other routes")
struct RouteConversionTests {
    private func conversion(
        _ dose: String, _ from: AdministrationRoute, _ to: AdministrationRoute
    ) throws -> RouteConversion {
        try RouteConversion(of: try Mass(parsing: dose), agent: "agent", from: from, to: to)
    }

    @Test("Oral to intrathecal is a range of 300:1 to 12:1, each figure with its source")
    func oral() throws {
        let report = try conversion("36 mg", .oral, .intrathecal)
        #expect(report.figures.map(\.text) == ["120 ug", "400 ug", "3 mg"])
        #expect(report.figures.map(\.ratio) == ["300:1", "90:1", "12:1"])
        #expect(report.lowest.source.contains("300:100:10:1") && report.lowest.source.contains("openanesthesia.org"))
        #expect(report.figures[1].source.contains("commercial program (PMID 15055516)"))
        #expect(report.highest.source.contains("documented conversion (PMID 15055516)"))
        #expect(report.lines.first == "36 mg of agent, oral, is held to be worth 120 ug to 3 mg intrathecal")
        #expect(report.lines.count == 6)
        #expect(report.lines.last?.hasPrefix("Do not use for dosing") == true)
    }

    @Test(
        "The ladder: 10 mg intravenous, 1 mg epidural and 30 mg oral are 0.1 mg intrathecal",
        arguments: [("10 mg", AdministrationRoute.intravenous), ("1 mg", .epidural), ("30 mg", .oral)])
    func ladder(dose: String, route: AdministrationRoute) throws {
        let report = try conversion(dose, route, .intrathecal)
        #expect(report.figures.map(\.text) == ["100 ug", "333.333334 ug", "2.5 mg"])
        #expect(report.lowest.source.contains("counted as oral") == (route != .oral))
        // And back, where the range turns round.
        let back = try conversion("100 ug", .intrathecal, route)
        #expect(back.highest.text == dose)
        #expect(back.lowest.mass.picograms == back.highest.mass.picograms / 25)
        #expect(back.highest.ratio.hasPrefix("1:") && back.lines[0].hasSuffix(route.rawValue))
    }

    @Test("Ratios of other routes than oral follow from the ladder")
    func ratios() throws {
        #expect(try conversion("1 mg", .intravenous, .intrathecal).figures.map(\.ratio) == ["100:1", "30:1", "4:1"])
        #expect(try conversion("1 mg", .epidural, .intrathecal).figures.map(\.ratio) == ["10:1", "3:1", "0.4:1"])
    }

    @Test("A range is rounded outwards")
    func rounding() throws {
        let report = try conversion("1 pg", .oral, .intrathecal)
        #expect(report.lowest.mass == .zero && report.highest.mass.picograms == 1)
        let back = try conversion("1 pg", .intrathecal, .epidural)
        #expect(back.lowest.mass == .zero && back.highest.mass.picograms == 10)
    }

    @Test("What cannot be compared is refused by name")
    func refusals() throws {
        #expect(throws: RouteConversionError.sameRoute(.oral)) { try conversion("1 mg", .oral, .oral) }
        #expect(throws: RouteConversionError.singleRatio(.oral, .epidural)) { try conversion("1 mg", .oral, .epidural) }
        #expect(throws: RouteConversionError.noDose) { try conversion("0 mg", .oral, .intrathecal) }
        #expect(throws: RouteConversionError.outOfRange) {
            try RouteConversion(of: .max, agent: "agent", from: .intrathecal, to: .oral)
        }
        #expect(try AdministrationRoute(parsing: "epidural") == .epidural)
        do throws(RouteConversionError) {
            _ = try AdministrationRoute(parsing: "subcutaneous")
            Issue.record("accepted")
        } catch {
            #expect(
                error.description
                    == "“subcutaneous” is no route known here; routes are “oral”, “intravenous”, “epidural”, “intrathecal”"
            )
        }
    }
}
