// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Testing

@testable import Varlink

/// Goal: every message that is no call is seen, and every call is read and written as it travels.
@Suite struct CallMessageTests {
    /// What must close its connection.
    static let malformed: [(String, CallMessage.Malformed)] = [
        ("", .json(JSONError(reason: .unexpectedEnd, offset: 0))),
        ("hello", .json(JSONError(reason: .unexpectedByte, offset: 0))),
        (#"{"method":"a.B"}{}"#, .json(JSONError(reason: .trailingBytes, offset: 16))),
        ("[]", .notAnObject), ("null", .notAnObject), ("5", .notAnObject), (#""a.B""#, .notAnObject),
        ("{}", .noMethod), (#"{"parameters":{}}"#, .noMethod), (#"{"method":5}"#, .noMethod),
        (#"{"method":null}"#, .noMethod),
        (#"{"method":"a.B","more":1}"#, .notAFlag("more")), (#"{"method":"a.B","more":null}"#, .notAFlag("more")),
        (#"{"method":"a.B","oneway":"true"}"#, .notAFlag("oneway")),
        (#"{"method":"a.B","upgrade":{}}"#, .notAFlag("upgrade")),
        (#"{"method":"a.B","more":true,"oneway":true}"#, .conflictingFlags),
        (#"{"method":"a.B","more":true,"upgrade":true}"#, .conflictingFlags),
        (#"{"method":"a.B","oneway":true,"upgrade":true}"#, .conflictingFlags),
        (#"{"method":"a.B","parameters":[]}"#, .notParameters), (#"{"method":"a.B","parameters":1}"#, .notParameters),
        (#"{"method":"a.B","id":1}"#, .unknownMember("id")),
        (#"{"method":"a.B","error":"x"}"#, .unknownMember("error")),
    ]

    @Test(arguments: malformed)
    func refuses(text: String, reason: CallMessage.Malformed) {
        #expect(throws: reason) { try CallMessage(parsing: Array(text.utf8)) }
    }

    @Test(arguments: [
        (#"{"method":"a.B"}"#, CallMessage(method: "a.B", parameters: [:])),
        (#" {"parameters" : null , "method":"a.B", "more": false}\#n"#, CallMessage(method: "a.B", parameters: [:])),
        (
            #"{"method":"a.B","more":true,"oneway":false,"parameters":{"x":1}}"#,
            CallMessage(method: "a.B", parameters: ["x": 1], mode: .more)
        ),
        (#"{"method":"a.B","oneway":true}"#, CallMessage(method: "a.B", parameters: [:], mode: .oneway)),
        (#"{"method":"a.B","upgrade":true}"#, CallMessage(method: "a.B", parameters: [:], mode: .upgrade)),
        (#"{"method":"a.B","org.example.trace":{"id":1}}"#, CallMessage(method: "a.B", parameters: [:])),
    ])
    func reads(text: String, message: CallMessage) throws {
        #expect(try CallMessage(parsing: Array(text.utf8)) == message)
        #expect(try CallMessage(parsing: message.encodedBytes().dropLast()) == message)
    }

    @Test func writesWithoutWhatIsEmpty() {
        #expect(CallMessage(method: "a.B", parameters: [:]).encodedBytes() == Array("{\"method\":\"a.B\"}\0".utf8))
        #expect(ReplyMessage(parameters: [:]).encodedBytes() == Array("{}\0".utf8))
        #expect(
            ReplyMessage(parameters: ["x": 1], continues: true).encodedBytes()
                == Array("{\"continues\":true,\"parameters\":{\"x\":1}}\0".utf8))
        #expect(
            ReplyMessage(.expectedMore).encodedBytes()
                == Array("{\"error\":\"org.varlink.service.ExpectedMore\"}\0".utf8))
    }
}

extension CallMessage {
    fileprivate init(parsing bytes: ArraySlice<UInt8>) throws {
        try self.init(parsing: Array(bytes))
    }
}
