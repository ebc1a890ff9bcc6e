import Glibc

func strlen(_ text: UnsafePointer<CChar>?) -> Int { unsafe text.map { unsafe Int(Glibc.strlen($0)) } ?? 0 }
