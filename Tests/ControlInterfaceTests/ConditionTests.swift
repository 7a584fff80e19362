// SPDX-License-Identifier: Apache-2.0

import PumpCore
import Testing

@testable import ControlInterface

/// Goal: no condition without a name and without words. Method: all of them.
@Suite("Conditions")
struct ConditionTests {
    @Test("Names are kebab case, distinct, and lead back")
    func namesLeadBack() throws {
        let names = Condition.allCases.map(ConditionName.name)
        #expect(Set(names).count == Condition.allCases.count)
        for condition in Condition.allCases {
            let name = ConditionName.name(of: condition)
            #expect(ConditionName.condition(named: name) == condition)
            #expect(name.allSatisfy { $0 == "-" || ("a"..."z").contains($0) })
            // The name of the case and its kebab form are the same words.
            let words = String(describing: condition).reduce(into: "") { text, character in
                text += character.isUppercase ? "-\(character.lowercased())" : "\(character)"
            }
            #expect(name == words)
        }
        #expect(ConditionName.condition(named: "occlusion") == nil)
    }

    @Test("Titles, meanings and next steps are there, distinct, and fit a line of 100")
    func textsAreThere() {
        let texts: [(Condition) -> String] = [ConditionText.title, ConditionText.meaning, ConditionText.next]
        for text in texts {
            let all = Condition.allCases.map(text)
            #expect(Set(all).count == all.count)
            for each in all { #expect(!each.isEmpty && each.count <= 100, "\(each)") }
        }
        for condition in Condition.allCases {
            let doing = ConditionText.doing(about: condition)
            #expect(doing.hasSuffix(".") && ConditionText.meaning(of: condition).hasSuffix("."))
            #expect(ConditionText.next(after: condition).hasSuffix("."))
        }
    }

    @Test("What the pump does is said as the core decides it")
    func doingFollowsTheCore() {
        for condition in Condition.allCases {
            let doing = ConditionText.doing(about: condition)
            switch condition.response {
            case .stops: #expect(doing.contains("stop") || condition == .controllerFault, "\(condition): \(doing)")
            case .pauses: #expect(doing.contains("paused"), "\(condition): \(doing)")
            case .rests: #expect(doing.contains("rest"), "\(condition): \(doing)")
            case .safeRate: #expect(doing.contains("safe rate"), "\(condition): \(doing)")
            case .continues: #expect(!doing.contains("has stopped") && !doing.contains("paused"), "\(condition)")
            }
        }
    }

    @Test("The words of states, priorities and responses are those of the core")
    func wordsFollowTheCore() {
        for state in PumpState.allCases {
            #expect(StateWord(state).state == state)
            #expect(StateWord(state).rawValue == String(describing: state))
        }
        for condition in Condition.allCases {
            #expect(PriorityWord(condition.priority).rawValue == String(describing: condition.priority))
            #expect(ResponseWord(condition.response).rawValue == String(describing: condition.response))
        }
        for kind in BolusOrder.Kind.allCases {
            #expect(BolusKindWord(kind).rawValue == String(describing: kind))
        }
        for window in DoseWindow.allCases {
            #expect(WindowWord(window).rawValue == String(describing: window))
        }
    }
}
