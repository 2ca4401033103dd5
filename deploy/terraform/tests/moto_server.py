#!/usr/bin/env python3
"""moto's server, with two corrections without which Terraform's provider gives up. Takes the server's options."""
import sys

import moto.emrserverless.models
from moto.core.responses import ActionResult
from moto.emr.responses import ElasticMapReduceResponse
from moto.server import main

# AWS creates an application stopped; in moto it is started at once.
moto.emrserverless.models.APPLICATION_STATUS = "CREATED"

# The provider always asks for it; moto has no answer. There is none.
ElasticMapReduceResponse.get_auto_termination_policy = lambda self: ActionResult({})

main(sys.argv[1:])
