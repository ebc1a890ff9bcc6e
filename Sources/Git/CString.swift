import Glibc

func strlen(_ text: UnsafePointer<CChar>?) -> Int { unsafe text.map { unsafe Int(Glibc.strlen($0)) } ?? 0 }

/// Whether a C text starts with another; both end in a zero byte.
func startsWith(_ text: UnsafePointer<CChar>?, _ prefix: [UInt8]) -> Bool {
  guard let text = unsafe text else { return false }
  return unsafe prefix.withUnsafeBytes { unsafe strncmp(text, $0.baseAddress!, prefix.count - 1) == 0 }
}
