import Testing

@testable import PromptLibrary

@Suite struct PromptflowTests {
  private let graph = """
    nodes:
    - name: fetch
      type: python
      source: {type: code, path: fetch.py}
      inputs: {url: "${inputs.url}"}
    - name: summarize
      use_variants: true
    - name: shared
      type: llm
      source: {type: code, path: shared.jinja2}
      inputs: {model: gpt-4, deployment_name: mine, text: "${glue.output}"}
    - name: glue
      type: python
      source: {type: code, path: glue.py}
      inputs: {text: "${summarize.output}", template: extra.jinja2}
    node_variants:
      summarize:
        default_variant_id: v1
        variants:
          v0:
            node: {type: llm, source: {path: a.jinja2}, inputs: {deployment_name: old}}
          v1:
            node: {type: llm, source: {path: ./sub/b.jinja2}, inputs: {deployment_name: new, x: "${fetch.output}"}}
    additional_includes: [../common/shared.jinja2, ../folder]
    """

  @Test func `nodes name their prompts, and variants that are not the default are idle`() throws {
    let file = try #require(read(.promptflow, "flows/web/flow.dag.yaml", graph))
    #expect(file.workflows.map(\.id) == ["flows/web"])
    #expect(file.steps.map(\.id) == ["summarize", "shared", "glue"])
    #expect(
      file.references == [
        "path flows/web/a.jinja2", "path flows/web/sub/b.jinja2", "path flows/common/shared.jinja2",
        "~path flows/web/extra.jinja2",
      ])
    #expect(file.steps[0].uses.map(\.idle) == ["variant v0 is not the default", nil])
    #expect(file.steps[0].models.map(\.name) == ["new"])
    #expect(file.steps[1].models.map(\.name) == ["gpt-4"])
    #expect(file.steps[0].next.map(\.value) == ["glue"])
    #expect(file.steps[2].next.map(\.value) == ["shared"])
  }

  @Test func `a flow that is one prompty file names it`() {
    #expect(read(.promptflow, "x/flow.flex.yaml", "entry: a.prompty\n")?.references == ["path x/a.prompty"])
    #expect(read(.promptflow, "x/flow.flex.yaml", "entry: a:run\n")?.workflows.isEmpty == true)
    #expect(
      read(.promptflow, "x/run.yml", "$schema: s\nflow: a.prompty\n")?.references == ["path x/a.prompty"])
    #expect(read(.promptflow, "x/run.yml", "flow: .\n# a.prompty\n") == nil)
  }

  @Test func `a flow that leaves the repository keeps its path as written`() {
    let file = read(.promptflow, "flow.dag.yaml", "nodes: [{name: a, source: {path: ../a.jinja2}}]\n")
    #expect(file?.references == ["path ../a.jinja2"])
  }

  @Test func `a broken flow is a problem`() {
    #expect(read(.promptflow, "flow.dag.yaml", "nodes: [\n")?.problems.map(\.kind) == [.syntax])
  }
}
