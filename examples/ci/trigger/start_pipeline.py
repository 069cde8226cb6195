"""Starts the pipeline, once for each message of AWS's topic.

Nothing of the message is used: messages come twice, late or out of order, and
the run reads AWS's document itself. What fails is raised, and Lambda tries twice
more.
"""

import json
import os
import urllib.request

import boto3

EVENT_TYPE = "aws-ip-ranges-changed"


def handler(_message, _context):
    secrets = boto3.client("secretsmanager")
    token = secrets.get_secret_value(SecretId=os.environ["TOKEN_SECRET_ARN"])["SecretString"].strip()
    request = urllib.request.Request(
        f"{os.environ['GITHUB_API_URL']}/repos/{os.environ['REPOSITORY']}/dispatches",
        method="POST",
        data=json.dumps({"event_type": EVENT_TYPE}).encode(),
        headers={
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "User-Agent": "amazon-connect-ranges",
        },
    )
    # Any answer but a good one is an exception.
    with urllib.request.urlopen(request, timeout=20):
        pass
