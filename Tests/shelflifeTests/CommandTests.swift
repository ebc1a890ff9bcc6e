import Testing

@testable import shelflife
