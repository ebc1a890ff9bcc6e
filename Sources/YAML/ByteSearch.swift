import CLibYAML
import Glibc

// The C library searches sixteen and more bytes a step, where a loop over an array looks at one. The calls live here
// because this target is one of the two that may hold unsafe code.

/// Where a byte stands first in a range; nil when it is not there.
package func offset(of byte: UInt8, in bytes: [UInt8], _ range: Range<Int>) -> Int? {
  let range = range.clamped(to: 0..<bytes.count)
  guard !range.isEmpty else { return nil }
  return unsafe bytes.withUnsafeBufferPointer { buffer in
    let start = unsafe buffer.baseAddress! + range.lowerBound
    guard let found = unsafe memchr(start, Int32(byte), range.count) else { return nil }
    return unsafe range.lowerBound + (UnsafeRawPointer(found) - UnsafeRawPointer(start))
  }
}

/// Where a text stands first in a range; nil when it is not there.
package func offset(of text: [UInt8], in bytes: [UInt8], _ range: Range<Int>) -> Int? {
  let range = range.clamped(to: 0..<bytes.count)
  guard !text.isEmpty, range.count >= text.count else { return nil }
  return unsafe bytes.withUnsafeBufferPointer { buffer in
    let start = unsafe buffer.baseAddress! + range.lowerBound
    guard let found = unsafe memmem(start, range.count, text, text.count) else { return nil }
    return unsafe range.lowerBound + (UnsafeRawPointer(found) - UnsafeRawPointer(start))
  }
}

/// Where two bytes stand next to each other first in a range; nil when they do not.
package func offset(of first: UInt8, _ second: UInt8, in bytes: [UInt8], _ range: Range<Int>) -> Int? {
  let range = range.clamped(to: 0..<bytes.count)
  guard range.count > 1 else { return nil }
  return unsafe bytes.withUnsafeBufferPointer { buffer in
    let end = range.upperBound - 1
    var start = range.lowerBound
    while start < end, let found = unsafe memchr(buffer.baseAddress! + start, Int32(first), end - start) {
      let offset = unsafe UnsafeRawPointer(found) - UnsafeRawPointer(buffer.baseAddress!)
      if unsafe buffer[offset + 1] == second { return offset }
      start = offset + 1
    }
    return nil
  }
}
