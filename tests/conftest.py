pytest_plugins = [
    "tests.fixtures.database",
    "tests.fixtures.clusters",
    "tests.fixtures.server",
    "tests.fixtures.loading",
    "tests.fixtures.mailbox",
    "tests.fixtures.sampling",
]
