# Short ways to what is done often. `just` lists them.

_:
    @just --list --unsorted

# All tests, or those of a package: `just test -p graphmill-split`
test *ARGS="--workspace":
    cargo test --locked {{ARGS}}

# What a review would say about form
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets --locked -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --document-private-items --locked

# All that decides whether a change may go in
ci:
    .ci/run

# The code graph of a repository: `just index URL --out DIR`
index *ARGS:
    cargo run --release --locked -- index {{ARGS}}

# What messaging costs on a local repository
bench REPO *ARGS:
    cargo run --release --locked -- bench floor {{REPO}} {{ARGS}}

# How many references are resolved, and how many rightly: `just accuracy measure URL --language typescript`
accuracy *ARGS:
    cargo build --release --locked -p graphmill
    cargo run --release --locked -p graphmill-tests --bin accuracy -- {{ARGS}}

# Makes the tables in the documents and nats/topology.json anew
docs:
    UPDATE_DOCS=1 cargo test --locked -p graphmill-tests -- tidy:: contract::topology::the_file

# A whole system in containers
up *ARGS: secrets
    docker compose -f deploy/compose.yaml up --build --detach {{ARGS}}

# Ends it; `just down --volumes` forgets everything
down *ARGS:
    docker compose -f deploy/compose.yaml down {{ARGS}}

# Makes up the passwords of the broker's users, once
secrets:
    #!/bin/sh
    set -eu
    test -e deploy/.env && exit 0
    umask 077
    for user in BOOTSTRAP REQUESTER CLONE SPLIT PARSE AGGREGATE JANITOR SYS; do
        echo "NATS_${user}_PASSWORD=p$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
    done > deploy/.env
