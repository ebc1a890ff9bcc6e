import Testing

@testable import PromptLibrary

/// Prompts that programs hold themselves.
@Suite struct ShadowPromptTests {
  private static let text =
    "You are a careful clerk of the queue. Sort each row into one of the five agreed categories and never guess; answer "
    + "with the category alone."

  private func found(_ code: String, at path: String) throws -> [ShadowPrompt] {
    let syntax = try #require(CodeSyntax.of(path))
    return ShadowPrompt.find(in: SourceText(path: path, bytes: Array(code.utf8)), syntax)
  }

  @Test(arguments: [
    ("a.py", "PROMPT = (\n  \"\(text.prefix(40))\"\n  \"\(text.dropFirst(40))\"\n)\n"),
    ("a.py", "PROMPT = \"\"\"\(text)\"\"\"\n"), ("a.ts", "const PROMPT = `\(text)`;\n"),
    ("a.ts", "const PROMPT = '\(text.prefix(40))' +\n  '\(text.dropFirst(40))';\n"),
    ("a.go", "package a\n\nvar PROMPT = `\(text)`\n"), ("A.java", "String PROMPT = \"\"\"\n\(text)\"\"\";\n"),
    ("a.rb", "PROMPT = <<~TEXT\n  \(text)\nTEXT\n"), ("a.php", "<?php $PROMPT = <<<TEXT\n\(text)\nTEXT;\n"),
    ("a.swift", "let PROMPT = \"\"\"\n  \(text)\n  \"\"\"\n"),
    ("a.rs", "const PROMPT: &str = r#\"\(text)\"#;\n"),
  ]) func `each language's long strings are read, with the name that they get`(path: String, code: String)
    throws
  {
    let found = try found(code, at: path)
    #expect(found.count == 1, "\(path): \(code)")
    #expect(found.first?.name?.hasSuffix("PROMPT") == true, "\(path)")
    #expect(found.first?.words == 26, "\(path)")
    #expect(found.first?.prompt.place.start != nil)
  }

  @Test(arguments: [
    "x = \"You are here.\"\n", "\"\"\"\(text)\"\"\"\nx = 1\n", "# PROMPT = \"\(text)\"\n",
    "LICENSE = \"Permission is granted to use and copy the library for any purpose and without a fee, provided that the "
      + "notice is kept in all copies of it\"\n",
    "MAIL = \"You are the owner of this account and have asked for a new password; open the page below within one day, "
      + "or let it be\"\n",
  ]) func `what is short, documentation, a comment or meant for people is none`(code: String) throws {
    #expect(try found(code, at: "a.py").isEmpty, "\(code)")
  }
}
